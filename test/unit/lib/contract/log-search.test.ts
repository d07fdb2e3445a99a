import { describe, expect, it } from 'vitest';
import { createCounter, createMatcher, isStepMeant, parseQuery } from '#lib/contract/log-search.ts';
import type { Matcher, SearchQuery } from '#lib/contract/log-search.ts';

function queryOf(text: string, switches: Partial<SearchQuery> = {}): SearchQuery {
  return { text, isRegex: false, isCaseSensitive: false, ...switches };
}

function matcherOf(text: string, switches: Partial<SearchQuery> = {}): Matcher {
  const made = createMatcher(queryOf(text, switches));
  if (typeof made !== 'function') throw new Error('no matcher');
  return made;
}

describe('parseQuery', () => {
  it('takes clauses out and leaves other text as it is', () => {
    expect(parseQuery('step:galaxy  no such file')).toEqual({ text: 'no such file', steps: ['galaxy'], isErrorOnly: false });
    expect(parseQuery('is:error step:"RUN pip" Step:2/9')).toEqual({ text: '', steps: ['RUN pip', '2/9'], isErrorOnly: true });
    expect(parseQuery(' error: two  spaces ')).toEqual({ text: ' error: two  spaces ', steps: [], isErrorOnly: false });
    expect(parseQuery('this:error laststep:x')).toEqual({ text: 'this:error laststep:x', steps: [], isErrorOnly: false });
  });
});

describe('createMatcher', () => {
  it('takes the text literally, whatever it holds', () => {
    expect(matcherOf('a.b[')('A.B[ axb[')).toEqual([[0, 4]]);
    for (const text of ['.', '*', '(', '[', '\\', '{2}', '|', '^', '$', '?', '+', '/']) expect(matcherOf(text)(`x${text}`)).toEqual([[1, 1 + text.length]]);
  });

  it('minds case and patterns when asked to', () => {
    expect(matcherOf('err', { isCaseSensitive: true })('ERR err')).toEqual([[4, 7]]);
    expect(matcherOf('e\\d+', { isRegex: true })('e1 e22')).toEqual([[0, 2], [3, 6]]);
    expect(matcherOf('x*', { isRegex: true })('aaa')).toEqual([]);
    expect(matcherOf('x*', { isRegex: true })('axxb')).toEqual([[1, 3]]);
  });

  it('says what is wrong with a pattern', () => {
    expect(createMatcher(queryOf('(', { isRegex: true }))).toHaveProperty('error');
    expect(createMatcher(queryOf('', { isRegex: true }))).toBeNull();
  });
});

describe('createCounter', () => {
  it('counts in what a reader sees: neither times nor colours', () => {
    expect(createCounter(queryOf('31'))('2026-01-02T03:04:05.678Z \u001b[31m31\u001b[0m 31')).toBe(2);
    expect(createCounter(queryOf('2026'))('2026-01-02T03:04:05.678Z x')).toBe(0);
    expect(createCounter(queryOf('step:x'))('2026-01-02T03:04:05.678Z any line')).toBe(1);
  });

  it('asks for lines with errors only', () => {
    const count = createCounter(queryOf('is:error wheel'));
    expect(['ERROR: wheel was not found', 'a wheel', 'ERROR: nothing', '0 errors in wheel'].map(count)).toEqual([1, 0, 0, 0]);
  });
});

describe('isStepMeant', () => {
  it('goes by number, stage or text; several clauses widen the choice', () => {
    const step = { position: 3, count: 9, stageName: 'galaxy', text: 'RUN ansible-galaxy role install' };
    expect([['3/9'], ['GALAXY'], ['run ansible'], ['pip', 'role']].map((clauses) => isStepMeant(clauses, step))).toEqual([true, true, true, true]);
    expect(isStepMeant(['pip'], step)).toBe(false);
  });
});
