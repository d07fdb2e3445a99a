import { isSeq } from 'yaml';
import type { TextEdit } from '#lib/ee/diagnostic.ts';
import { failure, type EditFailure } from '#lib/ee/edit/failure.ts';
import { isBlockCollection, lineEndOf, slotsOf, type Slot } from '#lib/ee/edit/geometry.ts';
import type { Layout } from '#lib/ee/edit/layout.ts';
import type { BlockSequence } from '#lib/ee/edit/locate.ts';
import { lineStartOf } from '#lib/ee/text-lines.ts';

/** Moves an item of a list; comment lines above it go along. */
export function moveItem(list: Slot, { from, to }: { from: number; to: number }, layout: Layout): TextEdit[] | EditFailure {
  const { node, text } = list;
  if (!isSeq(node)) return failure('wrong-kind', 'Nothing can be moved here: the value is not a list.');
  const slots = slotsOf(text, node as BlockSequence);
  if (slots[from] === undefined || slots[to] === undefined) return failure('not-found', 'There is no such item in the list.');
  return isBlockCollection(node) ? moveLines(slots, from, to, layout) : moveInFlow(slots, from, to);
}

function moveInFlow(slots: readonly Slot[], from: number, to: number): TextEdit[] {
  const texts = slots.map((slot) => slot.text.slice(slot.start, slot.contentEnd));
  return moved(texts, from, to).map((newText, index) => ({
    start: slots[index]?.start ?? 0,
    end: slots[index]?.contentEnd ?? 0,
    newText,
  }));
}

function moveLines(slots: readonly Slot[], from: number, to: number, layout: Layout): TextEdit[] {
  const first = Math.min(from, to);
  const last = Math.max(from, to);
  const text = slots[0]?.text ?? '';
  const start = chunkStart(slots, first);
  const chunks: string[] = [];
  let position = start;
  for (const slot of slots.slice(first, last + 1)) {
    const end = lineEndOf(text, slot.contentEnd);
    chunks.push(text.slice(position, end));
    position = skipLineBreak(text, end);
  }
  const end = lineEndOf(text, slots[last]?.contentEnd ?? start);
  return [{ start, end, newText: moved(chunks, from - first, to - first).join(layout.lineBreak) }];
}

function chunkStart(slots: readonly Slot[], index: number): number {
  const slot = slots[index];
  if (slot === undefined) return 0;
  const previous = slots[index - 1];
  if (previous === undefined) return lineStartOf(slot.text, slot.start);
  return skipLineBreak(slot.text, lineEndOf(slot.text, previous.contentEnd));
}

function skipLineBreak(text: string, offset: number): number {
  return offset + (/^\r?\n/.exec(text.slice(offset, offset + 2))?.[0].length ?? 0);
}

function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const rest = items.filter((_, index) => index !== from);
  return [...rest.slice(0, to), ...items.slice(from, from + 1), ...rest.slice(to)];
}
