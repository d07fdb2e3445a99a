import { describe, expect, it } from 'vitest';
import { ROW_PX, RowHeights } from '#components/log/row-heights.ts';
import { RandomSource } from '#test/support/random.ts';

describe('RowHeights', () => {
  it('gives every row its place among rows of any height', () => {
    const random = new RandomSource();
    const heights = new RowHeights();
    const count = 5000;
    const px = Array.from({ length: count }, () => ROW_PX);
    for (let round = 0; round < 800; round += 1) {
      const row = random.below(count);
      px[row] = ROW_PX * (1 + random.below(5));
      heights.set(row, px[row]);
    }
    let offset = 0;
    for (const [row, height] of px.entries()) {
      if (heights.offsetOf(row) !== offset) expect.fail(`row ${row}: ${heights.offsetOf(row)} instead of ${offset}, seed ${random.seed}`);
      if (row % 37 === 0) expect([heights.rowAt(offset, count), heights.rowAt(offset + height - 1, count)]).toEqual([row, row]);
      offset += height;
    }
    expect(heights.totalPx(count)).toBe(offset);
    expect([heights.rowAt(-5, count), heights.rowAt(offset + 100, count)]).toEqual([0, count - 1]);
    heights.clear();
    expect(heights.totalPx(count)).toBe(count * ROW_PX);
  });

  it('says whether a height is news', () => {
    const heights = new RowHeights();
    expect([heights.set(3, 44), heights.set(3, 44), heights.set(3, ROW_PX), heights.set(4, ROW_PX)]).toEqual([true, false, true, false]);
  });
});
