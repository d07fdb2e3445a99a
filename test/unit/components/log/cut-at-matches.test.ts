import { describe, expect, it } from 'vitest';
import { toSpans } from '#components/log/ansi.ts';
import { cutAtMatches } from '#components/log/cut-at-matches.ts';

describe('cutAtMatches', () => {
  it('marks a match that goes over colours, and loses no character', () => {
    const text = 'ab\u001b[31mcd\u001b[0mef';
    const pieces = cutAtMatches(toSpans(text), [[1, 5]]);
    expect(pieces.map((piece) => [piece.text, piece.colour, piece.matchOrdinal])).toEqual([
      ['a', null, null],
      ['b', null, 0],
      ['cd', 'red', 0],
      ['e', null, 0],
      ['f', null, null],
    ]);
  });

  it('numbers the matches of a line', () => {
    expect(cutAtMatches(toSpans('x-x'), [[0, 1], [2, 3]]).map((piece) => piece.matchOrdinal)).toEqual([0, null, 1]);
  });
});
