const MAX_COMPARISONS = 250_000;

/**
 * The wanted lines, where lines that an old text has already are taken from its source, so that they keep their
 * bytes (spaces at line ends). `old` and `source` have one entry for each line, as have `wanted` and `printed`.
 */
export function mergeLines(old: readonly string[], source: readonly string[], wanted: readonly string[], printed: readonly string[]): string[] {
  const before = commonPrefix(old, wanted);
  const after = commonPrefix(old.slice(before).reverse(), wanted.slice(before).reverse());
  const kept = keptLines(old.slice(before, old.length - after), wanted.slice(before, wanted.length - after));
  const middle = printed.slice(before, printed.length - after).map((line, index) => {
    const sourceIndex = kept.get(index);
    return sourceIndex === undefined ? line : (source[before + sourceIndex] ?? line);
  });
  return [...source.slice(0, before), ...middle, ...source.slice(source.length - after)];
}

function commonPrefix(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

/** Index in `wanted` to index in `old`, for the longest common subsequence. */
function keptLines(old: readonly string[], wanted: readonly string[]): Map<number, number> {
  const kept = new Map<number, number>();
  if (old.length * wanted.length > MAX_COMPARISONS) return kept;
  const lengths = commonLengths(old, wanted);
  let row = 0;
  let column = 0;
  while (row < old.length && column < wanted.length) {
    if (old[row] === wanted[column]) {
      kept.set(column, row);
      row += 1;
      column += 1;
    } else if ((lengths[row + 1]?.[column] ?? 0) >= (lengths[row]?.[column + 1] ?? 0)) row += 1;
    else column += 1;
  }
  return kept;
}

function commonLengths(old: readonly string[], wanted: readonly string[]): number[][] {
  const lengths: number[][] = [new Array<number>(wanted.length + 1).fill(0)];
  for (let row = old.length - 1; row >= 0; row -= 1) {
    const below = lengths[0] ?? [];
    const current = new Array<number>(wanted.length + 1).fill(0);
    for (let column = wanted.length - 1; column >= 0; column -= 1) {
      const isSame = old[row] === wanted[column];
      current[column] = isSame ? (below[column + 1] ?? 0) + 1 : Math.max(below[column] ?? 0, current[column + 1] ?? 0);
    }
    lengths.unshift(current);
  }
  return lengths;
}
