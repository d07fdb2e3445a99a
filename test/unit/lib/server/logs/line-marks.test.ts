import { describe, expect, it } from 'vitest';
import { LineMarks, MARK_EVERY_BYTES } from '#lib/server/logs/line-marks.ts';

describe('LineMarks', () => {
  it('counts line ends and knows where an unfinished line begins, bytes in any cut', () => {
    const marks = new LineMarks();
    for (const piece of ['one\ntw', 'o', '\n', '\nth']) marks.push(Buffer.from(piece));
    expect([marks.bytes, marks.newlines, marks.lineStart]).toEqual([11, 3, 9]);
    marks.push(Buffer.from('ree\n'));
    expect(marks.lineStart).toBe(marks.bytes);
  });

  it('sets a mark at most every 256 KiB', () => {
    const marks = new LineMarks();
    const piece = Buffer.from(`${'x'.repeat(1023)}\n`);
    for (let bytes = 0; bytes < 3 * MARK_EVERY_BYTES; bytes += piece.length) marks.push(piece);
    expect(marks.marks).toEqual([{ offset: 0, newlines: 0 }, { offset: MARK_EVERY_BYTES, newlines: 256 }, { offset: 2 * MARK_EVERY_BYTES, newlines: 512 }]);
  });
});
