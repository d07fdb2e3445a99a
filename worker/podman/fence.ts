import { stat, statfs } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** What ends a container from outside: more disk or log than it may have. */
export type FenceReason = 'disk' | 'log';

export interface FenceOptions {
  logFile: string;
  logBytes: number;
  /** A directory on the file system that the container fills. */
  dir: string;
  diskBytes: number;
  /** What an earlier container left on the same volume, where that is known. */
  known: Measured | null;
  /** Exact, slow: walks the directories that the container fills. The end of the watch ends it. */
  measureBytes: (signal: AbortSignal) => Promise<number | null>;
  onMeasured: (measured: Measured) => void;
  signal: AbortSignal;
  intervalMs?: number;
}

const INTERVAL_MS = 2000;
const REMEASURE_MS = 60_000;
/** Below it the host itself is in danger. */
const MIN_FREE_BYTES = 1e9;

/** Disk space of what a container fills, and what the file system had left at that time. */
export interface Measured {
  atMs: number;
  bytes: number;
  freeBytes: number;
}

/**
 * Watches until a limit is passed (its reason) or the signal comes (null). Walking a big tree costs seconds, so the
 * space that the file system lost since the last walk decides whether another is needed, and what ends within the
 * first interval is not walked at all.
 */
export async function watchFence(options: FenceOptions): Promise<FenceReason | null> {
  const { signal } = options;
  let measured: Measured | null = options.known;
  for (let isFirst = true; !signal.aborted; isFirst = false) {
    if ((await sizeOf(options.logFile)) > options.logBytes) return 'log';
    const freeBytes = await freeBytesOf(options.dir);
    if (freeBytes < MIN_FREE_BYTES) return 'disk';
    if (!isFirst && needsMeasure(measured, freeBytes, options.diskBytes)) {
      measured = await walk(options, freeBytes);
      if (measured !== null && measured.bytes > options.diskBytes) return 'disk';
    }
    await delay(options.intervalMs ?? INTERVAL_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
  return null;
}

/** Null when the watch ended meanwhile. */
async function walk({ measureBytes, onMeasured, signal }: FenceOptions, freeBytes: number): Promise<Measured | null> {
  const bytes = await measureBytes(signal);
  if (signal.aborted) return null;
  const measured = { atMs: Date.now(), bytes: bytes ?? 0, freeBytes };
  if (bytes !== null) onMeasured(measured);
  return measured;
}

export function needsMeasure(last: Measured | null, freeBytes: number, limitBytes: number, nowMs = Date.now()): boolean {
  if (last === null || nowMs - last.atMs >= REMEASURE_MS) return true;
  const lost = last.freeBytes - freeBytes;
  return lost > 0 && last.bytes + lost > limitBytes * 0.9;
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then((found) => found.size, () => 0);
}

async function freeBytesOf(dir: string): Promise<number> {
  return statfs(dir).then((found) => found.bavail * found.bsize, () => Infinity);
}
