import { describe, expect, it } from 'vitest';
import { mergeEntries, resolveEntries } from '#lib/ee/merge/merge-entries.ts';

type Side = Record<string, number>;

function sides(base: Side, theirs: Side, mine: Side) {
  return mergeEntries({ base: new Map(Object.entries(base)), theirs: new Map(Object.entries(theirs)), mine: new Map(Object.entries(mine)) }, (a, b) => a === b);
}

describe('mergeEntries', () => {
  it.each([
    ['nobody changed it', { a: 1 }, { a: 1 }, { a: 1 }, { a: 1 }],
    ['they changed it', { a: 1 }, { a: 2 }, { a: 1 }, { a: 2 }],
    ['I changed it', { a: 1 }, { a: 1 }, { a: 3 }, { a: 3 }],
    ['both made the same change', { a: 1 }, { a: 2 }, { a: 2 }, { a: 2 }],
    ['they removed it', { a: 1 }, {}, { a: 1 }, {}],
    ['I removed it', { a: 1 }, { a: 1 }, {}, {}],
    ['both removed it', { a: 1 }, {}, {}, {}],
    ['each added another one', {}, { a: 1 }, { b: 2 }, { a: 1, b: 2 }],
  ] as [string, Side, Side, Side, Side][])('merges where %s', (...row) => {
    const [, base, theirs, mine, expected] = row;
    const { merged, conflicts } = sides(base, theirs, mine);
    expect(conflicts).toEqual([]);
    expect(Object.fromEntries(merged)).toEqual(expected);
  });

  it.each([
    ['both changed it', { a: 1 }, { a: 2 }, { a: 3 }, { key: 'a', theirs: 2, mine: 3 }],
    ['they removed what I changed', { a: 1 }, {}, { a: 3 }, { key: 'a', theirs: null, mine: 3 }],
    ['I removed what they changed', { a: 1 }, { a: 2 }, {}, { key: 'a', theirs: 2, mine: null }],
    ['both added it', {}, { a: 2 }, { a: 3 }, { key: 'a', theirs: 2, mine: 3 }],
  ] as [string, Side, Side, Side, unknown][])('is a conflict where %s', (...row) => {
    const [, base, theirs, mine, conflict] = row;
    expect(sides(base, theirs, mine).conflicts).toEqual([conflict]);
  });
});

describe('resolveEntries', () => {
  it('waits for each choice; choosing the side that removed it removes it', () => {
    const merge = sides({ a: 1, b: 1, c: 1 }, { b: 2, c: 1 }, { a: 3, b: 3, c: 1 });
    expect(resolveEntries(merge, { a: 'mine' })).toBeNull();
    expect(Object.fromEntries(resolveEntries(merge, { a: 'theirs', b: 'mine' }) ?? [])).toEqual({ c: 1, b: 3 });
  });
});
