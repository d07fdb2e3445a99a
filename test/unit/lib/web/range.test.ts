import { describe, expect, it } from 'vitest';
import { parseRange } from '#lib/web/range.ts';

describe('parseRange', () => {
  it.each([
    ['bytes=0-', { start: 0, end: 100 }],
    ['bytes=10-19', { start: 10, end: 20 }],
    ['bytes=90-500', { start: 90, end: 100 }],
    ['bytes=-10', { start: 90, end: 100 }],
    ['bytes=-500', { start: 0, end: 100 }],
    ['bytes=99-', { start: 99, end: 100 }],
  ])('reads %s', (header, expected) => {
    expect(parseRange(header, 100)).toEqual(expected);
  });

  it.each(['bytes=100-', 'bytes=200-300'])('cannot satisfy %s', (header) => {
    expect(parseRange(header, 100)).toBe('unsatisfiable');
  });

  it.each([null, '', 'bytes=', 'bytes=a-b', 'bytes=20-10', 'lines=1-2', 'bytes=0-1,4-5'])('answers %s with the whole', (header) => {
    expect(parseRange(header, 100)).toBeNull();
  });

  it('has nothing to give of an empty file', () => {
    expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable');
  });
});
