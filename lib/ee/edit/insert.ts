import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Path, TextEdit } from '#lib/ee/diagnostic.ts';
import { failure, type EditFailure } from '#lib/ee/edit/failure.ts';
import { isBlockCollection, lineEndOf, slotsOf, type Slot } from '#lib/ee/edit/geometry.ts';
import type { Layout } from '#lib/ee/edit/layout.ts';
import type { BlockMap, BlockSequence } from '#lib/ee/edit/locate.ts';
import { replaceValue } from '#lib/ee/edit/replace.ts';
import { printAfterDash, printEntry, printFlow, printInline, type EditValue } from '#lib/ee/yaml/print.ts';

/** Adds an entry to the mapping in a slot, with the missing parents of `rest`. */
export function insertEntry(parent: Slot, rest: Path, value: EditValue, layout: Layout): TextEdit[] | EditFailure {
  const [key, ...deeper] = rest;
  if (typeof key !== 'string') return failure('not-found', 'There is no such item in the list.');
  const nested = nest(deeper, value);
  if (nested === null) return failure('not-found', 'There is no such item in the list.');
  const { node } = parent;
  if (node === null) {
    return parent.kind === 'root' ? appendToText(parent.text, key, nested, layout) : replaceValue(parent, { [key]: nested }, layout);
  }
  if (!isMap(node)) return failure('wrong-kind', `${key} cannot be added here: the value is not a mapping.`);
  return addToMap(parent, node as BlockMap, { key, value: nested }, layout);
}

function addToMap(parent: Slot, map: BlockMap, entry: { key: string; value: EditValue }, layout: Layout): TextEdit[] {
  const slots = slotsOf(parent.text, map);
  const last = slots.at(-1);
  if (last === undefined) {
    if (parent.kind !== 'root') return replaceValue(parent, { [entry.key]: entry.value }, layout);
    const [start, end] = map.range ?? [0, 0, 0];
    return [{ start, end, newText: printEntry(entry.key, entry.value, 0, layout) }];
  }
  if (last.isFlow) {
    const newText = `, ${printInline(entry.key, { isFlow: true })}: ${printFlow(entry.value)}`;
    return [{ start: last.contentEnd, end: last.contentEnd, newText }];
  }
  const first = slots[0];
  if (parent.kind === 'root' && entry.key === 'version' && first !== undefined) {
    return [{ start: first.start, end: first.start, newText: printEntry(entry.key, entry.value, 0, layout) + layout.lineBreak }];
  }
  const column = map.srcToken?.type === 'block-map' ? map.srcToken.indent : last.column;
  const offset = lineEndOf(parent.text, last.contentEnd);
  const newText = layout.lineBreak + ' '.repeat(column) + printEntry(entry.key, entry.value, column, layout);
  return [{ start: offset, end: offset, newText }];
}

function appendToText(text: string, key: string, value: EditValue, layout: Layout): TextEdit[] {
  const isOnOwnLine = text === '' || text.endsWith('\n');
  const newText = `${isOnOwnLine ? '' : layout.lineBreak}${printEntry(key, value, 0, layout)}${layout.lineBreak}`;
  return [{ start: text.length, end: text.length, newText }];
}

function nest(path: Path, value: EditValue): EditValue | null {
  let result: EditValue = value;
  for (const step of [...path].reverse()) {
    if (typeof step === 'number' && step !== 0) return null;
    result = typeof step === 'number' ? [result] : { [step]: result };
  }
  return result;
}

/** Adds an item to the list in a slot: before the item that has the index now, or at the end. */
export function insertItem(list: Slot, wantedIndex: number | null, value: EditValue, layout: Layout): TextEdit[] | EditFailure {
  const { node, text } = list;
  if (node === null || isEmptyText(node)) return replaceValue(list, [value], layout);
  if (!isSeq(node)) return failure('wrong-kind', 'Nothing can be added here: the value is not a list.');
  const slots = slotsOf(text, node as BlockSequence);
  const index = wantedIndex ?? slots.length;
  const neighbours = { previous: slots[index - 1], next: slots[index] };
  if (slots.length === 0) return replaceValue(list, [value], layout);
  return isBlockCollection(node) ? insertLine(text, neighbours, value, layout) : insertInFlow(text, neighbours, value);
}

function isEmptyText(node: Node): boolean {
  return isScalar(node) && (node.value === '' || node.value === 'null' || node.value === '~');
}

interface Neighbours {
  readonly previous: Slot | undefined;
  readonly next: Slot | undefined;
}

function insertLine(text: string, { previous, next }: Neighbours, value: EditValue, layout: Layout): TextEdit[] {
  const column = (previous ?? next)?.column ?? 0;
  const item = `${' '.repeat(column)}-${printAfterDash(value, column, layout)}`;
  if (previous !== undefined) {
    const offset = lineEndOf(text, previous.contentEnd);
    return [{ start: offset, end: offset, newText: layout.lineBreak + item }];
  }
  const offset = (next?.start ?? 0) - column;
  return [{ start: offset, end: offset, newText: item + layout.lineBreak }];
}

function insertInFlow(text: string, { previous, next }: Neighbours, value: EditValue): TextEdit[] {
  const neighbour = previous ?? next;
  if (neighbour === undefined) return [];
  const before = text.slice(0, neighbour.start);
  const ownLine = /\n[ \t]*$/.exec(before)?.[0];
  const separator = ownLine === undefined ? ' ' : ownLine.replace(/^\n/, text.includes('\r\n') ? '\r\n' : '\n');
  if (previous !== undefined) return [{ start: previous.contentEnd, end: previous.contentEnd, newText: `,${separator}${printFlow(value)}` }];
  return [{ start: neighbour.start, end: neighbour.start, newText: `${printFlow(value)},${separator}` }];
}
