import type { Origin } from '#lib/ee/containerfile/origin.ts';
import type { DefinitionDocument } from '#lib/ee/definition-document.ts';
import type { Path, Span, TextRange } from '#lib/ee/diagnostic.ts';
import { TextLines } from '#lib/ee/text-lines.ts';
import { blockLineSpan } from '#lib/ee/yaml/block-lines.ts';
import { treeAt } from '#lib/ee/yaml/tree.ts';

/** Where the text has the value at a path, without the line break at its end; null where it has none. */
export function rangeOfPath({ text, root }: DefinitionDocument, path: Path): TextRange | null {
  const tree = treeAt(root, path);
  return tree === null ? null : new TextLines(text).rangeOf(withoutEnd(text, tree.span));
}

function withoutEnd(text: string, { start, end }: Span): Span {
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

/** Where the text has what made a line: for a block of text the very line. Null for a default. */
export function rangeOfOrigin(document: DefinitionDocument, origin: Origin): TextRange | null {
  const [path] = origin.paths;
  const tree = path === undefined ? null : treeAt(document.root, path);
  if (path === undefined || tree === null) return null;
  if (origin.line === undefined || tree.kind !== 'scalar' || tree.scalar.type !== 'str') return rangeOfPath(document, path);
  const content = tree.scalar.value.split('\n')[origin.line]?.trim() ?? '';
  const span = content === '' ? tree.span : blockLineSpan(document.text, tree, origin.line, content);
  return new TextLines(document.text).rangeOf(withoutEnd(document.text, span));
}
