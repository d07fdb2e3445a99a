export const ROW_PX = 22;
const BLOCK_ROWS = 1024;

/** Heights of any number of rows: all are one line high but those that were measured to be higher. */
export class RowHeights {
  readonly #extra = new Map<number, number>();
  readonly #ofBlock: number[] = [];
  #total = 0;

  totalPx(rowCount: number): number {
    return rowCount * ROW_PX + this.#total;
  }

  set(row: number, px: number): boolean {
    const change = px - ROW_PX - (this.#extra.get(row) ?? 0);
    if (change === 0) return false;
    this.#extra.set(row, px - ROW_PX);
    const block = Math.floor(row / BLOCK_ROWS);
    this.#ofBlock[block] = (this.#ofBlock[block] ?? 0) + change;
    this.#total += change;
    return true;
  }

  clear(): void {
    this.#extra.clear();
    this.#ofBlock.length = 0;
    this.#total = 0;
  }

  /** Where a row begins. */
  offsetOf(row: number): number {
    let px = row * ROW_PX;
    if (this.#total === 0) return px;
    const block = Math.floor(row / BLOCK_ROWS);
    for (let before = 0; before < block; before += 1) px += this.#ofBlock[before] ?? 0;
    if ((this.#ofBlock[block] ?? 0) > 0) for (let before = block * BLOCK_ROWS; before < row; before += 1) px += this.#extra.get(before) ?? 0;
    return px;
  }

  /** The row at an offset. */
  rowAt(px: number, rowCount: number): number {
    let [low, high] = [0, Math.max(0, rowCount - 1)];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.offsetOf(middle) <= px) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
