import type { Span } from '#lib/ee/diagnostic.ts';
import type { ScalarTree } from '#lib/ee/yaml/tree.ts';
import { writtenLineSpan } from '#lib/ee/yaml/written-line.ts';

/** Where a line (from 0) of a block of text stands; the whole scalar where its lines are not written one by one. */
export function blockLineSpan(text: string, tree: ScalarTree, line: number, content: string): Span {
  const source = text.slice(tree.span.start, tree.span.end);
  if (tree.isAlias) return tree.span;
  if (!source.startsWith('|')) return writtenLineSpan(text, tree, content);
  const written = source.split('\n');
  const start = written.slice(0, line + 1).reduce((total, part) => total + part.length + 1, tree.span.start);
  const column = (written[line + 1] ?? '').indexOf(content);
  return column < 0 ? tree.span : { start: start + column, end: start + column + content.length };
}

/** Leads from places in a literal block's value to those in the text; null where the value is not written line by line. */
export function blockSpanMap(text: string, tree: ScalarTree): ((span: Span) => Span) | null {
  const source = text.slice(tree.span.start, tree.span.end);
  if (!source.startsWith('|') || tree.isAlias) return null;
  const written = source.split('\n').slice(1);
  const values = tree.source.split('\n');
  const first = values.findIndex((line) => line.trim() !== '');
  const indent = (written[first] ?? '').replace(/\r$/, '').length - (values[first] ?? '').length;
  if (first < 0 || indent < 0) return null;
  const starts = startsOf(written, tree.span.start + source.indexOf('\n') + 1);
  const valueStarts = startsOf(values, 0);
  const place = (offset: number): number => {
    const line = lineAt(valueStarts, offset);
    return Math.min((starts[line] ?? tree.span.end) + indent + offset - (valueStarts[line] ?? 0), tree.span.end);
  };
  return ({ start, end }) => ({ start: place(start), end: Math.max(place(start), place(end)) });
}

function startsOf(lines: readonly string[], offset: number): number[] {
  let next = offset;
  return lines.map((line) => {
    const start = next;
    next += line.length + 1;
    return start;
  });
}

function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
