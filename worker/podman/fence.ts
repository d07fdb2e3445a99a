import { stat, statfs } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** What ends a container from outside: more disk or log than it may have. */
export type FenceReason = 'disk' | 'log';

export interface FenceOptions {
  logFile: string;
  logBytes: number;
  /** Directories that the container fills, all on one file system. */
  dirs: readonly string[];
  diskBytes: number;
  /** Exact, slow: walks the directories. */
  measureBytes: () => Promise<number | null>;
  onMeasured: (bytes: number) => void;
  signal: AbortSignal;
  intervalMs?: number;
}

const INTERVAL_MS = 2000;
const REMEASURE_MS = 60_000;
/** Below it the host itself is in danger. */
const MIN_FREE_BYTES = 1e9;

interface Measured {
  atMs: number;
  bytes: number;
  freeBytes: number;
}

/**
 * Watches until a limit is passed (its reason) or the signal comes (null). Walking a big tree costs seconds, so the
 * space that the file system lost since the last walk decides whether another is needed.
 */
export async function watchFence(options: FenceOptions): Promise<FenceReason | null> {
  let measured: Measured | null = null;
  while (!options.signal.aborted) {
    if ((await sizeOf(options.logFile)) > options.logBytes) return 'log';
    const freeBytes = await freeBytesOf(options.dirs[0]);
    if (freeBytes < MIN_FREE_BYTES) return 'disk';
    if (needsMeasure(measured, freeBytes, options.diskBytes)) {
      const bytes: number = (await options.measureBytes()) ?? 0;
      options.onMeasured(bytes);
      if (bytes > options.diskBytes) return 'disk';
      measured = { atMs: Date.now(), bytes, freeBytes };
    }
    await delay(options.intervalMs ?? INTERVAL_MS, undefined, { signal: options.signal, ref: false }).catch(() => undefined);
  }
  return null;
}

export function needsMeasure(last: Measured | null, freeBytes: number, limitBytes: number, nowMs = Date.now()): boolean {
  if (last === null || nowMs - last.atMs >= REMEASURE_MS) return true;
  const lost = last.freeBytes - freeBytes;
  return lost > 0 && last.bytes + lost > limitBytes * 0.9;
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then((found) => found.size, () => 0);
}

async function freeBytesOf(dir: string | undefined): Promise<number> {
  if (dir === undefined) return Infinity;
  return statfs(dir).then((found) => found.bavail * found.bsize, () => Infinity);
}
