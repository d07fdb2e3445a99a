const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Bytes in decimal units: 312 MB, 1.4 GB. */
export function formatBytes(bytes: number): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit >= 3 && value < 99.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${UNITS[unit] ?? 'B'}`;
}

/** A span of time: 0.9 s, 41 s, 3 min 12 s, 2 h 5 min. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, durationMs) / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

const STEPS: readonly { belowSeconds: number; unitSeconds: number; unit: string }[] = [
  { belowSeconds: 3600, unitSeconds: 60, unit: 'min' },
  { belowSeconds: 86_400, unitSeconds: 3600, unit: 'h' },
  { belowSeconds: 30 * 86_400, unitSeconds: 86_400, unit: 'd' },
  { belowSeconds: 365 * 86_400, unitSeconds: 30 * 86_400, unit: 'mo' },
];

/** How long ago `at` is, in words: just now, 2 min ago, 3 h ago. */
export function formatAgo(at: string, nowMs: number): string {
  const seconds = (nowMs - Date.parse(at)) / 1000;
  if (Number.isNaN(seconds)) return 'unknown';
  if (seconds < 45) return 'just now';
  const step = STEPS.find((candidate) => seconds < candidate.belowSeconds);
  if (step === undefined) return `${Math.floor(seconds / (365 * 86_400))} y ago`;
  return `${Math.max(1, Math.floor(seconds / step.unitSeconds))} ${step.unit} ago`;
}

/** The exact instant in the reader's time zone, with the zone. */
export function formatExact(at: string): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'long' });
}

/** sha256:6b1f…c2 for headers and tables. */
export function shortDigest(digest: string): string {
  const [algorithm = '', hex = ''] = digest.includes(':') ? digest.split(':') : ['', digest];
  return `${algorithm === '' ? '' : `${algorithm}:`}${hex.slice(0, 12)}`;
}

/** 1 file, 2 files. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
