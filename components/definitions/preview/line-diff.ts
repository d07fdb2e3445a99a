export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
  /** Line in the newer text, from 1; null for a removed one. */
  readonly line: number | null;
}

const MAX_CELLS = 1_000_000;

/** Two texts as one list of lines. What is too large to be compared counts as replaced. */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const same = (from: number, to: number): DiffLine[] => after.slice(from, to).map((text, index) => ({ kind: 'same', text, line: from + index + 1 }));
  const middle = compareMiddle(before.slice(head, before.length - tail), after.slice(head, after.length - tail), head);
  return [...same(0, head), ...middle, ...same(after.length - tail, after.length)];
}

function removed(texts: readonly string[]): DiffLine[] {
  return texts.map((text) => ({ kind: 'removed', text, line: null }));
}

/** `offset`: how many lines stand before them. */
function added(texts: readonly string[], offset: number): DiffLine[] {
  return texts.map((text, index) => ({ kind: 'added', text, line: offset + index + 1 }));
}

function compareMiddle(before: readonly string[], after: readonly string[], offset: number): DiffLine[] {
  if (before.length * after.length > MAX_CELLS) return [...removed(before), ...added(after, offset)];
  const lengths = commonLengths(before, after);
  const lengthAt = (row: number, column: number) => lengths[row * (after.length + 1) + column] ?? 0;
  const result: DiffLine[] = [];
  let row = 0;
  let column = 0;
  while (row < before.length && column < after.length) {
    if (before[row] === after[column]) {
      result.push({ kind: 'same', text: after[column] ?? '', line: offset + column + 1 });
      row += 1;
      column += 1;
    } else if (lengthAt(row + 1, column) >= lengthAt(row, column + 1)) {
      result.push(...removed(before.slice(row, row + 1)));
      row += 1;
    } else {
      result.push(...added(after.slice(column, column + 1), offset + column));
      column += 1;
    }
  }
  return [...result, ...removed(before.slice(row)), ...added(after.slice(column), offset + column)];
}

/** Lengths of the longest common subsequences of the rests, row by row. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint32Array {
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  for (let row = before.length - 1; row >= 0; row -= 1) {
    for (let column = after.length - 1; column >= 0; column -= 1) {
      const below = lengths[(row + 1) * width + column] ?? 0;
      const right = lengths[row * width + column + 1] ?? 0;
      lengths[row * width + column] = before[row] === after[column] ? (lengths[(row + 1) * width + column + 1] ?? 0) + 1 : Math.max(below, right);
    }
  }
  return lengths;
}
