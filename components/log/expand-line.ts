import type { AttemptRef } from './log-source.ts';
import { createLogSource } from './log-source.ts';
import type { LogStore } from './log-store.ts';

const WHOLE_LINE_BYTES = 1024 * 1024;

/** Fetches a line that was cut as a whole. What cannot be fetched stays cut. */
export async function expandLine(store: LogStore, of: AttemptRef, line: number): Promise<void> {
  const place = store.place(line);
  if (place === null) return;
  const found = await createLogSource(of).lines({ phase: place.phase, from: place.line, count: 1, lineBytes: WHOLE_LINE_BYTES, signal: AbortSignal.timeout(30_000) }).catch(() => null);
  const text = found?.lines[0];
  if (text !== undefined) store.expand(line, text);
}
