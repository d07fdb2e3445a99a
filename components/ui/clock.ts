import { useSyncExternalStore } from 'react';

const TICK_MS = 15_000;
let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    nowMs = Date.now();
    for (const notify of listeners) notify();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The present instant in ms, renewed every 15 s for all readers at once. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => nowMs, () => nowMs);
}
