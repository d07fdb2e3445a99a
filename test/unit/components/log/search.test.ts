import { describe, expect, it } from 'vitest';
import { LogSearch, createMatcher, findLine, firstMatchFrom } from '#components/log/search.ts';
import type { Matcher, SearchQuery } from '#components/log/search.ts';

function matcherOf(text: string, switches: Partial<SearchQuery> = {}): Matcher {
  const made = createMatcher({ text, isRegex: false, isCaseSensitive: false, ...switches });
  if (typeof made !== 'function') throw new Error('no matcher');
  return made;
}

function linesOf(texts: string[]) {
  return {
    get lineCount() {
      return texts.length;
    },
    run: (first: number, count: number) => texts.slice(first, first + count),
  };
}

describe('createMatcher', () => {
  it('takes the text literally, whatever it holds', () => {
    expect(matcherOf('a.b[')('A.B[ axb[')).toEqual([[0, 4]]);
    for (const text of ['.', '*', '(', '[', '\\', '{2}', '|', '^', '$', '?', '+', '/']) expect(matcherOf(text)(`x${text}`)).toEqual([[1, 1 + text.length]]);
  });

  it('minds case and patterns when asked to', () => {
    expect(matcherOf('err', { isCaseSensitive: true })('ERR err')).toEqual([[4, 7]]);
    expect(matcherOf('e\\d+', { isRegex: true })('e1 e22')).toEqual([[0, 2], [3, 6]]);
    expect(matcherOf('x*', { isRegex: true })('aaa')).toEqual([]);
  });

  it('says what is wrong with a pattern', () => {
    expect(createMatcher({ text: '(', isRegex: true, isCaseSensitive: false })).toHaveProperty('error');
    expect(createMatcher({ text: '', isRegex: true, isCaseSensitive: false })).toBeNull();
  });
});

describe('LogSearch', () => {
  it('finds every match in slices and goes on where lines are added', () => {
    const texts: string[] = Array.from({ length: 1200 }, (_, index) => (index % 100 === 0 ? 'hit hit' : 'miss'));
    const search = new LogSearch(linesOf(texts), matcherOf('hit'));
    let slices = 0;
    while (!search.isDone) {
      slices += 1;
      search.advance(() => true);
    }
    expect(slices).toBeGreaterThan(1);
    expect(search.matchLines).toHaveLength(24);
    texts.push('a hit');
    expect(search.isDone).toBe(false);
    search.advance(() => false);
    expect(search.matchLines.at(-1)).toBe(1200);
    expect(firstMatchFrom(search.matchLines, 150)).toBe(4);
    expect(firstMatchFrom(search.matchLines, 5000)).toBe(0);
  });

  it('does not find times and colours', () => {
    const search = new LogSearch(linesOf(['2026-01-02T03:04:05.678Z \u001b[31m31\u001b[0m']), matcherOf('31'));
    search.advance(() => false);
    expect(search.matchLines).toEqual([0]);
    const times = new LogSearch(linesOf(['2026-01-02T03:04:05.678Z x']), matcherOf('2026'));
    times.advance(() => false);
    expect(times.matchLines).toEqual([]);
  });
});

describe('findLine', () => {
  it('goes forward and back and round the end', () => {
    const lines = linesOf(['e', '', 'e', '', '']);
    const isWanted = (raw: string): boolean => raw === 'e';
    expect(findLine(lines, { line: 0, step: 1 }, isWanted)).toBe(2);
    expect(findLine(lines, { line: 2, step: 1 }, isWanted)).toBe(0);
    expect(findLine(lines, { line: 0, step: -1 }, isWanted)).toBe(2);
    expect(findLine(linesOf(['']), { line: 0, step: 1 }, isWanted)).toBeNull();
  });
});
