import { describe, expect, it } from 'vitest';
import { MAX_CANVAS_PX, canvasPx, maxTop, scrollTopOf, topAfterScroll } from '#components/log/scroll-map.ts';

const SHORT = { totalPx: 10_000, viewPx: 500 };
const LONG = { totalPx: 220_000_000, viewPx: 500 };

describe('the scroll bar', () => {
  it('is the place itself while the list is short', () => {
    expect([canvasPx(SHORT), topAfterScroll(SHORT, { top: 0, scrollTop: 0 }, 321), scrollTopOf(SHORT, 321), scrollTopOf(SHORT, 99_999)]).toEqual([10_000, 321, 321, 9500]);
  });

  it('reaches both ends of a list that is higher than any element', () => {
    expect(canvasPx(LONG)).toBe(MAX_CANVAS_PX);
    const end = MAX_CANVAS_PX - LONG.viewPx;
    expect(topAfterScroll(LONG, { top: 0, scrollTop: 0 }, end)).toBe(maxTop(LONG));
    expect(scrollTopOf(LONG, maxTop(LONG))).toBe(end);
    expect(topAfterScroll(LONG, { top: 5_000_000, scrollTop: end }, 0)).toBe(0);
  });

  it('moves a few rows where a few rows are scrolled, and in proportion where much is', () => {
    const at = { top: 100_000_000, scrollTop: scrollTopOf(LONG, 100_000_000) };
    expect(topAfterScroll(LONG, at, at.scrollTop + 120)).toBe(100_000_120);
    expect(topAfterScroll(LONG, at, MAX_CANVAS_PX / 2) / maxTop(LONG)).toBeCloseTo(0.5, 4);
    expect(topAfterScroll(LONG, { top: 40, scrollTop: 100 }, 0)).toBe(0);
  });
});
