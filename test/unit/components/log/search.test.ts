import { describe, expect, it } from 'vitest';
import { LogSearch, firstMatchFrom, isAmong, nextLine } from '#components/log/search.ts';
import type { Searcher } from '#components/log/search.ts';
import type { LogSearchEvent } from '#lib/contract/logs.ts';

const QUERY = { text: 'x', isRegex: false, isCaseSensitive: false };
const PHASES = [{ phase: 'context' as const, first: 0, count: 10 }, { phase: 'build' as const, first: 10, count: 100 }];

/** A server that answers one list of events after the other. */
function answers(...lists: LogSearchEvent[][]): { search: Searcher; asked: string[] } {
  const asked: string[] = [];
  // eslint-disable-next-line @typescript-eslint/require-await -- a searcher answers in its own time
  async function* search(_query: unknown, after: string): AsyncGenerator<LogSearchEvent> {
    asked.push(after);
    yield* lists.shift() ?? [];
  }
  return { search, asked };
}

const advance = (search: LogSearch): Promise<void> => search.advance(new AbortController().signal, () => undefined);

describe('LogSearch', () => {
  it('puts the matches of the phases into one order, and goes on where lines were added', async () => {
    const { search: searcher, asked } = answers(
      [{ phase: 'context', matches: [[3, 1]], scanned: 10 }, { phase: 'build', matches: [[0, 2]], scanned: 50 }, { end: 'done' }],
      [{ phase: 'build', matches: [[60, 1]], scanned: 100 }, { end: 'done' }],
    );
    const search = new LogSearch(QUERY, searcher);
    await advance(search);
    expect([search.state, search.matchLines(PHASES)]).toEqual(['done', [3, 10, 10]]);
    await advance(search);
    expect([asked, search.matchLines(PHASES)]).toEqual([['', 'context:10,build:50'], [3, 10, 10, 70]]);
  });

  it('says when an answer broke off, was too slow or too much', async () => {
    const broken = new LogSearch(QUERY, answers([{ phase: 'build', matches: [], scanned: 5 }]).search);
    await advance(broken);
    expect(broken.state).toBe('failed');
    for (const end of ['too-slow', 'full'] as const) {
      const { search: searcher, asked } = answers([{ end }], [{ end: 'done' }]);
      const search = new LogSearch(QUERY, searcher);
      await advance(search);
      await advance(search);
      expect([search.state, asked.length]).toEqual([end, 1]);
    }
  });
});

describe('places among matches', () => {
  it('finds the first from a line on, the next and the one before, round the end', () => {
    expect([firstMatchFrom([2, 5, 5, 9], 3), firstMatchFrom([2, 5], 8), firstMatchFrom([2, 5], 0)]).toEqual([1, 0, 0]);
    expect([nextLine([2, 5, 9], 5, 1), nextLine([2, 5, 9], 9, 1), nextLine([2, 5, 9], 5, -1), nextLine([2, 5, 9], 2, -1), nextLine([], 2, 1)]).toEqual([9, 2, 2, 9, null]);
    expect([0, 2, 3, 5, 9, 10].map((line) => isAmong([2, 5, 5, 9], line))).toEqual([false, true, false, true, true, false]);
  });
});
