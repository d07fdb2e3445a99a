import { isMap, isSeq } from 'yaml';
import type { TextEdit } from '#lib/ee/diagnostic.ts';
import {
  isBlockCollection,
  lineEndOf,
  nextLineOf,
  slotsOf,
  type Slot,
} from '#lib/ee/edit/geometry.ts';
import type { BlockMap, BlockSequence } from '#lib/ee/edit/locate.ts';
import { lineStartOf } from '#lib/ee/text-lines.ts';

/**
 * Removes the last slot of a way from the root. A mapping that loses its only entry goes, too; a list that
 * loses its only item becomes `[]`. `keepsComments`: comments between removed keys stay where they are.
 */
export function removeSlot(way: readonly Slot[], keepsComments: boolean): TextEdit[] {
  return mergeOverlaps(removalsOf(way, keepsComments));
}

function removalsOf(way: readonly Slot[], keepsComments: boolean): TextEdit[] {
  const target = way.at(-1);
  const parent = way.at(-2);
  if (target === undefined || parent === undefined) return [];
  const siblings = siblingsOf(parent);
  if (siblings.length > 1) return removeAmong(siblings, target);
  if (target.kind === 'item') return emptyList(parent, target);
  if (parent.kind !== 'entry') return emptyMap(parent, target);
  const isBelowParent = !target.isFlow && lineStartOf(parent.text, target.start) > parent.start;
  if (!keepsComments || !isBelowParent) return removalsOf(way.slice(0, -1), false);
  const own = removeLines(target);
  const ancestors = removalsOf([...way.slice(0, -2), { ...parent, contentEnd: parent.indicatorEnd }], true);
  return [...ancestors, ...own];
}

/** At the end of a text two removals may both take the line break between them. */
function mergeOverlaps(edits: readonly TextEdit[]): TextEdit[] {
  const merged: TextEdit[] = [];
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1);
    if (last === undefined || edit.start >= last.end || edit.newText !== '') merged.push(edit);
    else merged[merged.length - 1] = { ...last, end: Math.max(last.end, edit.end) };
  }
  return merged;
}

function siblingsOf(parent: Slot): Slot[] {
  const { node, text } = parent;
  if (isMap(node)) return slotsOf(text, node as BlockMap);
  return isSeq(node) ? slotsOf(text, node as BlockSequence) : [];
}

function removeAmong(siblings: readonly Slot[], target: Slot): TextEdit[] {
  const index = siblings.findIndex((slot) => slot.start === target.start);
  const next = siblings[index + 1];
  if (target.isFlow) return removeFromFlow(target, siblings[index - 1], next);
  if (index === 0 && next !== undefined && !startsItsLine(target)) return removeFirstOnDashLine(target, next);
  return removeLines(target);
}

function removeFromFlow(target: Slot, previous: Slot | undefined, next: Slot | undefined): TextEdit[] {
  const { text } = target;
  if (next !== undefined) {
    const between = text.slice(target.contentEnd, next.start);
    const end = between.includes('#') ? target.contentEnd + between.indexOf(',') + 1 : next.start;
    return [{ start: target.start, end, newText: '' }];
  }
  const start = previous?.contentEnd ?? target.start;
  const isPlain = !text.slice(start, target.start).includes('#');
  return [{ start: isPlain ? start : target.start, end: target.contentEnd, newText: '' }];
}

function removeFirstOnDashLine(target: Slot, next: Slot): TextEdit[] {
  const between = target.text.slice(target.contentEnd, next.start);
  const end = between.includes('#') ? lineEndOf(target.text, target.contentEnd) : next.start;
  return [{ start: target.start, end, newText: '' }];
}

function startsItsLine(slot: Slot): boolean {
  return slot.text.slice(lineStartOf(slot.text, slot.start), slot.start).trim() === '';
}

function removeLines(target: Slot): TextEdit[] {
  const { text } = target;
  const start = lineStartOf(text, target.start);
  const end = nextLineOf(text, target.contentEnd);
  if (!startsItsLine(target)) return [{ start: target.start, end: lineEndOf(text, target.contentEnd), newText: '' }];
  const endsText = end === text.length && !text.endsWith('\n') && start > 0;
  return [{ start: endsText ? previousLineEnd(text, start) : start, end, newText: '' }];
}

function previousLineEnd(text: string, lineStart: number): number {
  const feed = lineStart - 1;
  return text[feed - 1] === '\r' ? feed - 1 : feed;
}

function emptyList(list: Slot, item: Slot): TextEdit[] {
  if (!isBlockCollection(list.node)) return [{ start: item.start, end: flowEnd(item), newText: '' }];
  const lines = startsItsLine(item) ? removeLines(item) : [{ start: item.start, end: lineEndOf(item.text, item.contentEnd), newText: '' }];
  return [{ start: list.indicatorEnd, end: list.indicatorEnd, newText: ' []' }, ...lines];
}

/** The end of a flow list's only item, its trailing comma included. */
function flowEnd(item: Slot): number {
  const rest = /^\s*,/.exec(item.text.slice(item.contentEnd))?.[0].length ?? 0;
  return item.contentEnd + rest;
}

function emptyMap(map: Slot, entry: Slot): TextEdit[] {
  if (entry.isFlow) return [{ start: entry.start, end: flowEnd(entry), newText: '' }];
  if (map.kind === 'root') return removeLines(entry);
  return [{ start: entry.start, end: entry.contentEnd, newText: '{}' }];
}
