import type { Span } from '#lib/ee/diagnostic.ts';
import type { ScalarTree } from '#lib/ee/yaml/tree.ts';

/**
 * Where a line of a text stands that is folded, quoted, or a literal block behind an anchor: the written line with just
 * this content, if there is one; else the whole scalar.
 */
export function writtenLineSpan(text: string, tree: ScalarTree, content: string): Span {
  const { start, end } = tree.span;
  let offset = start;
  const found: Span[] = [];
  for (const line of text.slice(start, end).split('\n')) {
    if (line.trim() === content) found.push({ start: offset + line.indexOf(content), end: offset + line.indexOf(content) + content.length });
    offset += line.length + 1;
  }
  const [only, another] = found;
  return only === undefined || another !== undefined ? tree.span : only;
}
