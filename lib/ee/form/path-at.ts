import type { DefinitionDocument } from '#lib/ee/definition-document.ts';
import type { Path } from '#lib/ee/diagnostic.ts';
import type { FormState } from '#lib/ee/form/state.ts';
import { TextLines } from '#lib/ee/text-lines.ts';
import { keyText, type YamlTree } from '#lib/ee/yaml/tree.ts';

/** The path of the value that a place of the text belongs to: keys, comments behind values and empty lines below them included. */
export function pathAtOffset({ text, root }: DefinitionDocument, offset: number): Path {
  const path: (string | number)[] = [];
  const place = contentStart(text, offset);
  let tree: YamlTree | null = root;
  while (tree !== null && !tree.isAlias) {
    const child = childAt(tree, place);
    if (child === null) break;
    path.push(child.step);
    tree = child.tree;
  }
  return path;
}

interface Child {
  readonly step: string | number;
  readonly tree: YamlTree;
}

function childAt(tree: YamlTree, place: number): Child | null {
  if (tree.kind === 'sequence') {
    const index = tree.items.findLastIndex((item) => item.span.start <= place);
    const item = tree.items[index];
    return item === undefined ? null : { step: index, tree: item };
  }
  if (tree.kind === 'scalar') return null;
  const own = tree.entries.filter((entry) => !entry.isMerged && entry.key.span.start <= place);
  const last = own.reduce<(typeof own)[number] | null>((found, entry) => (found === null || entry.key.span.start > found.key.span.start ? entry : found), null);
  return last === null ? null : { step: keyText(last.key), tree: last.value };
}

/** Indentation and dashes before the first word of a line count as that word. */
function contentStart(text: string, offset: number): number {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const indent = /^[ \t]*(?:-[ \t]+)*/.exec(text.slice(lineStart, lineStart + 400))?.[0].length ?? 0;
  return Math.max(offset, lineStart + indent);
}

/** The same for the form, which shows the lines of a block as items of a list. */
export function formPathAt(document: DefinitionDocument, { python, system }: Pick<FormState, 'python' | 'system'>, offset: number): Path {
  const path = pathAtOffset(document, offset);
  const list = [python, system].find((candidate) => candidate.source === 'lines' && candidate.path.join('.') === path.join('.'));
  const { line } = new TextLines(document.text).positionAt(offset);
  return list?.items.find(({ range }) => range.start.line <= line && line <= range.end.line && range.start.offset !== list.range?.start.offset)?.path ?? path;
}
