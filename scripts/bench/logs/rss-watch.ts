import { setTimeout as sleep } from 'node:timers/promises';

const EVERY_MS = 250;

/** The highest memory while something runs, over what it was before. */
export async function growthWhile<T>(rss: () => Promise<number>, work: () => Promise<T>): Promise<{ result: T; beforeMb: number; growthMb: number }> {
  const before = await rss();
  let highest = before;
  const done = new AbortController();
  const watching = (async () => {
    while (!done.signal.aborted) {
      highest = Math.max(highest, await rss());
      await sleep(EVERY_MS, undefined, { signal: done.signal }).catch(() => undefined);
    }
  })();
  try {
    const result = await work();
    return { result, beforeMb: before / 1e6, growthMb: (Math.max(highest, await rss()) - before) / 1e6 };
  } finally {
    done.abort();
    await watching;
  }
}
