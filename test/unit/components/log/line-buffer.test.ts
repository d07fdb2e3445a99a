import { describe, expect, it } from 'vitest';
import { LineBuffer } from '#components/log/line-buffer.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const linesOf = (buffer: LineBuffer): string[] => Array.from({ length: buffer.lineCount }, (_, index) => buffer.line(index).text);

/** A small generator with a seed, so that a failure can be run again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('LineBuffer', () => {
  it('gives the same lines whatever the chunks and repeats, characters cut at any byte', () => {
    const seed = Date.now() % 100_000;
    const random = randomFrom(seed);
    const text = Array.from({ length: 400 }, (_, index) => `${index} ${'äß€😀x'.repeat(Math.floor(random() * 8))}`).join('\n') + '\n';
    const bytes = encode(text);
    const buffer = new LineBuffer();
    while (buffer.length < bytes.length) {
      const from = Math.max(0, buffer.length - Math.floor(random() * 20));
      buffer.append(from, bytes.subarray(from, from + 1 + Math.floor(random() * 90)));
    }
    expect(linesOf(buffer).join('\n') + '\n', `seed ${seed}`).toBe(text);
    expect(buffer.lines(0, buffer.lineCount), `seed ${seed}`).toEqual(linesOf(buffer));
  });

  it('drops what it has and refuses a gap', () => {
    const buffer = new LineBuffer();
    expect(buffer.append(0, encode('one\ntw'))).toBe('appended');
    expect(buffer.append(2, encode('e\n'))).toBe('overlap');
    expect(buffer.append(7, encode('x'))).toBe('gap');
    expect(buffer.length).toBe(6);
    expect(buffer.append(4, encode('two\n'))).toBe('appended');
    expect(linesOf(buffer)).toEqual(['one', 'two']);
  });

  it('holds back an unfinished line until the log has ended', () => {
    const buffer = new LineBuffer();
    buffer.append(0, encode('one\ntwo'));
    expect(linesOf(buffer)).toEqual(['one']);
    expect(buffer.end()).toBe(true);
    expect(buffer.end()).toBe(false);
    expect(linesOf(buffer)).toEqual(['one', 'two']);
  });

  it('reads lines across its segments', () => {
    const buffer = new LineBuffer();
    const long = 'y'.repeat(700_000);
    const bytes = encode(`${long}\n${long}\nend\n`);
    for (let at = 0; at < bytes.length; at += 65_536) buffer.append(at, bytes.subarray(at, at + 65_536));
    expect(linesOf(buffer)).toEqual([long, long, 'end']);
  });

  it('cuts a long line between characters and says how much is hidden', () => {
    const buffer = new LineBuffer();
    buffer.append(0, encode('€€€€\n'));
    expect(buffer.line(0, 7)).toEqual({ text: '€€', hiddenBytes: 5 });
    expect(buffer.line(0)).toEqual({ text: '€€€€', hiddenBytes: 0 });
    expect(buffer.lineBytes(0)).toBe(12);
  });
});
