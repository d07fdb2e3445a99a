import { hasJinja } from '#lib/ee/import/ee-utilities/jinja.ts';
import { applyTextEdits } from '#lib/ee/text-lines.ts';
import type { TextEdit } from '#lib/ee/diagnostic.ts';
import { constructTree } from '#lib/ee/yaml/construct.ts';
import { readYamlSource } from '#lib/ee/yaml/source.ts';
import { entryOf, type YamlTree } from '#lib/ee/yaml/tree.ts';

/** Marks the texts below some variables that Ansible would take for templates as `!unsafe`: they are literal. */
export function withUnsafeTags(text: string, variables: readonly string[]): string {
  const { root } = constructTree(readYamlSource(text));
  const edits = variables.flatMap((name) => {
    const value = entryOf(root, name)?.value;
    return value === undefined ? [] : tagsIn(value);
  });
  return applyTextEdits(text, edits);
}

function tagsIn(tree: YamlTree): TextEdit[] {
  if (tree.isAlias) return [];
  if (tree.kind === 'sequence') return tree.items.flatMap(tagsIn);
  if (tree.kind === 'map') return tree.entries.flatMap(({ value }) => tagsIn(value));
  const isTemplate = tree.scalar.type === 'str' && (hasJinja(tree.source) || tree.source.includes('{#'));
  return isTemplate ? [{ start: tree.span.start, end: tree.span.start, newText: '!unsafe ' }] : [];
}
