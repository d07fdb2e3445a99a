import { Scalar } from 'yaml';
import type { TextEdit } from '#lib/ee/diagnostic.ts';
import { editFoldedText } from '#lib/ee/edit/folded-text.ts';
import { lineEndOf, type Slot } from '#lib/ee/edit/geometry.ts';
import type { Layout } from '#lib/ee/edit/layout.ts';
import { mergeLines } from '#lib/ee/edit/line-merge.ts';
import { countFinalLineFeeds, withoutFinalLineFeeds } from '#lib/ee/text-ends.ts';

interface Block {
  readonly headerStart: number;
  readonly header: string;
  /** Where the line break after the header is. */
  readonly bodyStart: number;
  readonly bodyEnd: number;
  readonly lines: readonly string[];
  readonly indent: number;
  readonly isFolded: boolean;
  /** The text ends with the block and without a line break. */
  readonly endsText: boolean;
}

/**
 * Changes a block scalar line by line: the lines that stay keep their bytes. Null when the new text cannot
 * be written in the style of the old.
 */
export function editBlockText(slot: Slot, node: Scalar<string>, value: string, layout: Layout): TextEdit[] | null {
  const block = blockOf(slot, node, layout);
  if (/\d/.test(block.header) || value.trim() === '' || /^\s/.test(value)) return null;
  const header = headerEdit(block, value);
  if (header === null) return null;
  if (block.isFolded) return editFolded(slot.text, block, { old: node.value, value }, header);
  return [...header, bodyEdit(block, value, layout)];
}

function blockOf(slot: Slot, node: Scalar<string>, layout: Layout): Block {
  const { text } = slot;
  const headerStart = node.range?.[0] ?? 0;
  const bodyStart = lineEndOf(text, headerStart);
  const lines = text.slice(bodyStart, slot.contentEnd).split(/\r?\n/).slice(1);
  const first = lines.find((line) => line.trim() !== '');
  return {
    headerStart,
    header: /^[|>][-+\d]*/.exec(text.slice(headerStart))?.[0] ?? '|',
    bodyStart,
    bodyEnd: slot.contentEnd,
    lines,
    indent: first === undefined ? slot.column + layout.step : (/^ */.exec(first)?.[0].length ?? 0),
    isFolded: node.type === Scalar.BLOCK_FOLDED,
    endsText: slot.contentEnd === text.length,
  };
}

function bodyEdit(block: Block, value: string, layout: Layout): TextEdit {
  const wanted = withoutFinalLineFeeds(value).split('\n');
  const printed = wanted.map((line) => (line === '' ? '' : ' '.repeat(block.indent) + line));
  const old = block.lines.map((line) => line.slice(block.indent));
  const body = mergeLines(old, block.lines, wanted, printed);
  return { start: block.bodyStart, end: block.bodyEnd, newText: body.map((line) => layout.lineBreak + line).join('') };
}

function editFolded(text: string, block: Block, { old, value }: { old: string; value: string }, header: TextEdit[]): TextEdit[] | null {
  const offset = block.bodyStart + (/^\r?\n */.exec(text.slice(block.bodyStart))?.[0].length ?? 0);
  const trimmedOld = withoutFinalLineFeeds(old);
  const edits = editFoldedText(text.slice(offset, block.bodyEnd), offset, trimmedOld, withoutFinalLineFeeds(value));
  return edits === null ? null : [...header, ...edits];
}

/** The header must agree with the line breaks at the end of the value. */
function headerEdit({ header, headerStart, endsText }: Block, value: string): TextEdit[] | null {
  const trailing = countFinalLineFeeds(value);
  if (trailing > 1 || header.includes('+')) return null;
  const isFitting = header.includes('-') ? trailing === 0 : trailing === 1 || endsText;
  if (isFitting) return [];
  return [{ start: headerStart, end: headerStart + header.length, newText: header.charAt(0) + (trailing === 0 ? '-' : '') }];
}
