import { describe, expect, it } from 'vitest';
import { formatLineRange, parseLineRange, selectLine } from '#components/log/line-range.ts';

describe('parseLineRange', () => {
  it('reads what formatLineRange writes', () => {
    for (const range of [{ first: 120, last: 120 }, { first: 120, last: 140 }]) expect(parseLineRange(formatLineRange(range))).toEqual(range);
    expect(formatLineRange({ first: 120, last: 140 })).toBe('#L120-L140');
  });

  it('puts the ends in order and refuses anything else', () => {
    expect(parseLineRange('#L9-L3')).toEqual({ first: 3, last: 9 });
    for (const hash of ['', '#', '#main', '#L0', '#L1-', '#L1x', '#Lx']) expect(parseLineRange(hash)).toBeNull();
  });
});

describe('selectLine', () => {
  it('grows with Shift, else begins anew', () => {
    expect(selectLine({ first: 5, last: 7 }, 2, true)).toEqual({ first: 2, last: 7 });
    expect(selectLine({ first: 5, last: 7 }, 9, false)).toEqual({ first: 9, last: 9 });
    expect(selectLine(null, 9, true)).toEqual({ first: 9, last: 9 });
  });
});
