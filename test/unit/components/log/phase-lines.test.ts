import { describe, expect, it } from 'vitest';
import { PAGE_LINES, PhaseLines, SHOWN_BYTES } from '#components/log/phase-lines.ts';
import { RandomSource } from '#test/support/random.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const page = (from: number, lines: string[], more: { total: number; head: number; isOver?: boolean }) => ({ from, lines, cut: [], isOver: false, ...more });

describe('PhaseLines', () => {
  it('decodes live bytes in any cut, and drops what it has', () => {
    const random = new RandomSource();
    const texts = Array.from({ length: 400 }, (_, index) => `line ${index} äöü € ${'x'.repeat(random.below(80))}`);
    const bytes = encode(texts.map((text) => `${text}\n`).join(''));
    const lines = new PhaseLines();
    while (lines.length < bytes.length) {
      const from = Math.max(0, lines.length - random.below(40));
      lines.append(from, bytes.slice(from, lines.length + 1 + random.below(300)));
    }
    expect(lines.lineCount).toBe(400);
    expect(texts.map((_, index) => lines.line(index)?.text)).toEqual(texts);
    expect(lines.append(0, bytes)).toBe('overlap');
  });

  it('refuses a gap, and shows an unfinished line only at the end', () => {
    const lines = new PhaseLines();
    expect(lines.append(5, encode('x'))).toBe('gap');
    lines.append(0, encode('one\ntwo'));
    expect(lines.lineCount).toBe(1);
    expect(lines.end()).toBe(true);
    expect([lines.lineCount, lines.line(1)?.text]).toEqual([2, 'two']);
    expect(lines.end()).toBe(false);
  });

  it('cuts long live lines', () => {
    const lines = new PhaseLines();
    lines.append(0, encode(`${'ä'.repeat(SHOWN_BYTES)}\n`));
    expect(lines.line(0)).toEqual({ text: 'ä'.repeat(SHOWN_BYTES / 2), hiddenBytes: SHOWN_BYTES });
  });

  it('knows how long a whole log is without its text, and takes lines as they are fetched', () => {
    const lines = new PhaseLines();
    expect(lines.setWhole(1_000_000, 100_000_000)).toBe(true);
    expect(lines.setWhole(1_000_000, 100_000_000)).toBe(false);
    expect([lines.lineCount, lines.line(700_000), lines.missing(700_000, 60)]).toEqual([1_000_000, null, 700_000]);
    lines.put(page(700_000, ['a', 'b'], { total: 1_000_000, head: 100_000_000, isOver: true }));
    expect([lines.line(700_001)?.text, lines.missing(700_000, 60)]).toEqual(['b', 700_002]);
  });

  it('joins live bytes to the end that the server named, without gap or repeat', () => {
    const lines = new PhaseLines();
    lines.append(0, encode('one\n'));
    lines.put(page(98, ['line 99', 'line 100'], { total: 100, head: 800 }));
    expect([lines.lineCount, lines.length, lines.missing(0, 100)]).toEqual([100, 800, 1]);
    expect(lines.append(790, encode('same bytes'))).toBe('overlap');
    expect(lines.append(796, encode('100\nlive\n'))).toBe('appended');
    expect([lines.lineCount, lines.line(100)?.text]).toEqual([101, 'live']);
    // An answer that was overtaken changes no end.
    lines.put(page(98, ['line 99'], { total: 100, head: 800 }));
    expect([lines.lineCount, lines.length]).toEqual([101, 805]);
  });

  it('forgets what was not looked at for longest', () => {
    const lines = new PhaseLines();
    lines.setWhole(10 * PAGE_LINES, 1_000_000);
    for (const number of [0, 1, 2]) lines.put(page(number * PAGE_LINES, ['some text'], { total: 10 * PAGE_LINES, head: 1_000_000 }));
    lines.line(0);
    expect(lines.forgetOldest()).toBe(true);
    expect([lines.line(0)?.text, lines.line(PAGE_LINES), lines.characters]).toEqual(['some text', null, 18]);
  });
});
