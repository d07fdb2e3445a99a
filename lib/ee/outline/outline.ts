import type { Span } from '#lib/ee/diagnostic.ts';
import { blockLineSpan } from '#lib/ee/yaml/block-lines.ts';
import { constructTree } from '#lib/ee/yaml/construct.ts';
import { readYamlSource } from '#lib/ee/yaml/source.ts';
import { entryOf, keyText, type MapEntry, type ScalarTree, type YamlTree } from '#lib/ee/yaml/tree.ts';

export interface OutlineItem {
  readonly name: string;
  /** The value, where it is short. */
  readonly detail: string;
  readonly kind: 'mapping' | 'list' | 'text' | 'item';
  /** All of it. */
  readonly span: Span;
  /** What is shown when one goes there; inside `span`. */
  readonly nameSpan: Span;
  readonly children: readonly OutlineItem[];
}

const MAX_DETAIL = 60;
const MAX_DEPTH = 8;

/** The keys, list items and lines of requirements of a YAML text, as a tree. Empty where the text is not YAML. */
export function outlineOf(text: string): readonly OutlineItem[] {
  try {
    const { root } = constructTree(readYamlSource(text));
    return root === null ? [] : childrenOf(text, root, 1);
  } catch (error) {
    if (error instanceof RangeError) return []; // nesting deeper than the stack
    throw error;
  }
}

function childrenOf(text: string, tree: YamlTree, depth: number): readonly OutlineItem[] {
  if (tree.isAlias || depth > MAX_DEPTH) return [];
  switch (tree.kind) {
    case 'map':
      return tree.entries.filter((entry) => !entry.isMerged).map((entry) => itemOfEntry(text, entry, depth));
    case 'sequence':
      return tree.items.map((item, index) => itemOfList(text, item, index, depth));
    case 'scalar':
      return blockLines(text, tree);
  }
}

function itemOfEntry(text: string, { key, value }: MapEntry, depth: number): OutlineItem {
  const span = { start: key.span.start, end: Math.max(key.span.end, value.span.end) };
  return { name: keyText(key), detail: detailOf(value), kind: KINDS[value.kind], span, nameSpan: key.span, children: childrenOf(text, value, depth + 1) };
}

const KINDS = { map: 'mapping', sequence: 'list', scalar: 'text' } as const;

function itemOfList(text: string, item: YamlTree, index: number, depth: number): OutlineItem {
  const named = entryOf(item, 'name')?.value ?? entryOf(item, 'src')?.value ?? item;
  const name = detailOf(named);
  return { name: name === '' ? `[${String(index)}]` : name, detail: '', kind: 'item', span: item.span, nameSpan: item.span, children: item.kind === 'scalar' ? [] : childrenOf(text, item, depth + 1) };
}

function blockLines(text: string, tree: ScalarTree): readonly OutlineItem[] {
  const { scalar } = tree;
  if (scalar.type !== 'str' || !scalar.value.includes('\n')) return [];
  return scalar.value.split('\n').flatMap((line, index) => {
    const content = line.trim();
    if (content === '' || content.startsWith('#')) return [];
    const span = blockLineSpan(text, tree, index, content);
    return span === tree.span ? [] : [{ name: content, detail: '', kind: 'item' as const, span, nameSpan: span, children: [] }];
  });
}

function detailOf(tree: YamlTree): string {
  if (tree.kind !== 'scalar') return '';
  const [first = ''] = tree.source.trim().split('\n');
  return first.length > MAX_DETAIL ? `${first.slice(0, MAX_DETAIL)}…` : first;
}
