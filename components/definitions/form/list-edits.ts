import type { Path } from '#lib/ee/diagnostic.ts';
import type { DefinitionEdit } from '#lib/ee/edit/definition-edit.ts';

/** Edits that turn one list of texts into another and leave the items at both ends that did not change alone. */
export function listEdits(path: Path, before: readonly string[], after: readonly string[]): DefinitionEdit[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const replaced = Math.min(before.length, after.length) - head - tail;
  const edits: DefinitionEdit[] = [];
  for (let index = head; index < head + replaced; index += 1) edits.push({ kind: 'set', path: [...path, index], value: after[index] ?? '' });
  for (let index = before.length - tail - 1; index >= head + replaced; index -= 1) edits.push({ kind: 'delete', path: [...path, index] });
  for (let index = head + replaced; index < after.length - tail; index += 1) edits.push({ kind: 'insert', path, index, value: after[index] ?? '' });
  return edits;
}
