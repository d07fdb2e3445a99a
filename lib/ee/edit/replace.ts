import { isScalar, Scalar, type Node } from 'yaml';
import type { TextEdit } from '#lib/ee/diagnostic.ts';
import { editBlockText } from '#lib/ee/edit/block-text.ts';
import { editFoldedText } from '#lib/ee/edit/folded-text.ts';
import { isBlockCollection, isBlockScalar, lineEndOf, type Slot } from '#lib/ee/edit/geometry.ts';
import type { Layout } from '#lib/ee/edit/layout.ts';
import { booleanLike } from '#lib/ee/yaml/boolean-words.ts';
import {
  canBeBlock,
  isList,
  printAfterDash,
  printAfterKey,
  printBlockText,
  printFlow,
  printInline,
  type EditValue,
  type QuoteStyle,
} from '#lib/ee/yaml/print.ts';

/** What is written in a slot: `head` on the line of the indicator, `lines` below it. */
interface Printed {
  readonly head: string;
  readonly lines: string;
}

/** The edits that put another text into a scalar of several lines and keep its layout; null where that is not possible. */
export function adjustText(slot: Slot, value: EditValue, layout: Layout): TextEdit[] | null {
  const { node, text } = slot;
  if (typeof value !== 'string' || !isScalar<string>(node)) return null;
  if (isBlockScalar(node)) return editBlockText(slot, node, value, layout);
  const [start, end] = node.range ?? [0, 0, 0];
  const quote = node.type === Scalar.PLAIN ? 0 : 1;
  const source = text.slice(start + quote, end - quote);
  return source.includes('\n') ? editFoldedText(source, start + quote, node.value, value) : null;
}

/** The edits that put another value into a slot. */
export function replaceValue(slot: Slot, value: EditValue, layout: Layout): TextEdit[] {
  const { node } = slot;
  if (slot.isFlow) return replaceInFlow(slot, value);
  const printed = print(slot, value, layout);
  if (node === null) return fill(slot, slot.indicatorEnd, printed);
  if (isBlockCollection(node)) return replaceBlockCollection(slot, node, printed);
  return replaceScalar(slot, node, printed);
}

function replaceInFlow(slot: Slot, value: EditValue): TextEdit[] {
  const { node } = slot;
  if (node === null) return [{ start: slot.indicatorEnd, end: slot.indicatorEnd, newText: ` ${printFlow(value)}` }];
  const [start, end] = node.range ?? [0, 0, 0];
  return [{ start, end, newText: printFlow(value, styleOf(slot.text, start)) }];
}

function print(slot: Slot, value: EditValue, layout: Layout): Printed {
  if (typeof value === 'string' && layout.usesBlocks && canBeBlock(value)) {
    const block = printBlockText(value, { ...layout, indent: Math.max(slot.column, 0) + layout.step }, slot.column);
    const headEnd = lineEndOf(block, 0);
    return { head: block.slice(0, headEnd), lines: block.slice(headEnd) };
  }
  if (typeof value !== 'object' || value === null) return printScalar(slot, value);
  if (slot.kind === 'item' && !isList(value)) return { head: printAfterDash(value, slot.column, layout).trimStart(), lines: '' };
  const text = printAfterKey(value, slot.column, layout);
  return text.startsWith(' ') ? { head: text.slice(1), lines: '' } : { head: '', lines: text };
}

function printScalar({ text, node }: Slot, value: string | number | boolean | null): Printed {
  if (typeof value === 'boolean' && isScalar<string>(node) && node.type === Scalar.PLAIN) {
    return { head: booleanLike(value, node.value), lines: '' };
  }
  const style = styleOf(text, node?.range?.[0] ?? text.length);
  return { head: printInline(value, { isFlow: false, style }), lines: '' };
}

function styleOf(text: string, start: number): QuoteStyle {
  if (text[start] === '"') return 'double';
  return text[start] === "'" ? 'single' : 'plain';
}

/** Writes behind an indicator that has no value on its line; a comment on that line stays there. */
function fill(slot: Slot, offset: number, printed: Printed): TextEdit[] {
  const lineEnd = lineEndOf(slot.text, offset);
  const edits: TextEdit[] = [];
  if (printed.head !== '') edits.push({ start: offset, end: offset, newText: ` ${printed.head}` });
  if (printed.lines !== '') edits.push({ start: lineEnd, end: lineEnd, newText: printed.lines });
  return edits;
}

function replaceBlockCollection(slot: Slot, node: Node, printed: Printed): TextEdit[] {
  const { text, indicatorEnd, contentEnd } = slot;
  const firstLineEnd = lineEndOf(text, indicatorEnd);
  const startsOnLine = (node.range?.[0] ?? 0) < firstLineEnd;
  if (startsOnLine) {
    const head = printed.head === '' ? '' : ` ${printed.head}`;
    return [{ start: indicatorEnd, end: contentEnd, newText: head + printed.lines }];
  }
  const head: TextEdit[] = printed.head === '' ? [] : [{ start: indicatorEnd, end: indicatorEnd, newText: ` ${printed.head}` }];
  return [...head, { start: firstLineEnd, end: contentEnd, newText: printed.lines }];
}

function replaceScalar(slot: Slot, node: Node, printed: Printed): TextEdit[] {
  const { text, contentEnd } = slot;
  const [start, end] = node.range ?? [0, 0, 0];
  if (isBlockScalar(node)) {
    const header = /^[|>][-+\d]*/.exec(text.slice(start))?.[0] ?? '|';
    const bodyStart = lineEndOf(text, start);
    return [headEdit(text, { start, end: start + header.length }, printed), { start: bodyStart, end: contentEnd, newText: printed.lines }];
  }
  const lineEnd = lineEndOf(text, end);
  const below: TextEdit[] = printed.lines === '' ? [] : [{ start: lineEnd, end: lineEnd, newText: printed.lines }];
  return [headEdit(text, { start, end }, printed), ...below];
}

/** Replaces what stands behind the indicator, or removes it with the spaces before it. */
function headEdit(text: string, span: { start: number; end: number }, { head }: Printed): TextEdit {
  if (head !== '') return { ...span, newText: head };
  let start = span.start;
  while (text[start - 1] === ' ') start -= 1;
  return { start, end: span.end, newText: '' };
}
