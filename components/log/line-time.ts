import type { TimeMode } from './preferences.ts';

/** The time beside a line: since the attempt began, or the reader's clock with milliseconds. Empty when off or unknown. */
export function formatLineTime(at: string | null, mode: TimeMode, startedAt: string | null): string {
  if (at === null || mode === 'off') return '';
  const time = Date.parse(at);
  if (Number.isNaN(time)) return '';
  if (mode === 'absolute') return absolute(new Date(time));
  return startedAt === null ? '' : relative(time - Date.parse(startedAt));
}

function absolute(time: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}

function relative(sinceMs: number): string {
  const tenths = Math.max(0, Math.round(sinceMs / 100));
  const minutes = Math.floor(tenths / 600);
  const seconds = ((tenths % 600) / 10).toFixed(1).padStart(4, '0');
  return `+${minutes}:${seconds}`;
}
