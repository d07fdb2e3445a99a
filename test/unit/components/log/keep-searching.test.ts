import { describe, expect, it } from 'vitest';
import { keepSearching } from '#components/log/keep-searching.ts';
import { LogStore } from '#components/log/log-store.ts';
import { LogSearch } from '#components/log/search.ts';
import type { LogSearchEvent } from '#lib/contract/logs.ts';

const QUERY = { text: 'x', isRegex: false, isCaseSensitive: false };

function begin(answer: (time: number) => LogSearchEvent) {
  const store = new LogStore();
  const asked: string[] = [];
  const search = new LogSearch(QUERY, async function* (_query, after) {
    asked.push(after);
    await Promise.resolve();
    yield answer(asked.length);
  });
  const abort = new AbortController();
  const ended = keepSearching(search, { store, signal: abort.signal, onProgress: () => undefined });
  return { store, search, asked, abort, ended };
}

describe('keepSearching', () => {
  it('searches again only when there are more lines, and ends when it is told to', async () => {
    const { store, asked, abort, ended } = begin(() => ({ end: 'done' }));
    await expect.poll(() => asked.length, { timeout: 20_000 }).toBe(1);
    store.append('build', 0, new TextEncoder().encode('one\n'));
    await expect.poll(() => asked.length, { timeout: 20_000 }).toBe(2);
    abort.abort();
    await ended;
    expect(asked).toHaveLength(2);
  });

  it('tries again what failed', async () => {
    const { search, asked, abort, ended } = begin((time) => (time === 1 ? { phase: 'build', matches: [], scanned: 0 } : { end: 'done' }));
    await expect.poll(() => asked.length, { timeout: 20_000 }).toBe(2);
    await expect.poll(() => search.state).toBe('done');
    abort.abort();
    await ended;
  });

  it('gives up what is too slow', async () => {
    const { asked, ended } = begin(() => ({ end: 'too-slow' }));
    await ended;
    expect(asked).toHaveLength(1);
  });
});
