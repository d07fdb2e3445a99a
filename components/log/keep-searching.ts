import type { LogStore } from './log-store.ts';
import type { LogSearch } from './search.ts';

const TYPING_MS = 120;
const AGAIN_MS = 1000;

/** Searches once the typing pauses, then what is added, at most once a second; tries again what failed. Ends with its signal. */
export async function keepSearching(search: LogSearch, { store, signal, onProgress }: { store: LogStore; signal: AbortSignal; onProgress: () => void }): Promise<void> {
  await pause(TYPING_MS, signal);
  while (!signal.aborted) {
    const lines = store.lineCount;
    await search.advance(signal, onProgress);
    if (search.state === 'full' || search.state === 'too-slow') return;
    await pause(AGAIN_MS, signal);
    if (search.state === 'done') await growth(store, lines, signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return until(signal, (resolve) => {
    const timer = setTimeout(resolve, ms);
    return () => clearTimeout(timer);
  });
}

async function growth(store: LogStore, lines: number, signal: AbortSignal): Promise<void> {
  while (store.lineCount === lines && !signal.aborted) await until(signal, (resolve) => store.subscribe(resolve));
}

/** Resolves when `begin` calls back, or with the signal. */
function until(signal: AbortSignal, begin: (resolve: () => void) => () => void): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      stop();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const stop = begin(end);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
