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
