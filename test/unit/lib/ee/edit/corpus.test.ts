import { describe, expect, it } from 'vitest';
import { editDefinition } from '#lib/ee/edit/edit.ts';
import { constructTree } from '#lib/ee/yaml/construct.ts';
import { readYamlSource } from '#lib/ee/yaml/source.ts';
import type { YamlTree } from '#lib/ee/yaml/tree.ts';
import { hasCorpus, listCorpusDefinitions } from '#test/support/corpus.ts';

interface Leaf {
  readonly path: (string | number)[];
  readonly value: string | number | boolean;
}

/** The scalars that stand in the text themselves, not through an alias or merge. */
function leavesOf(tree: YamlTree, path: (string | number)[] = []): Leaf[] {
  if (tree.isAlias) return [];
  if (tree.kind === 'sequence') return tree.items.flatMap((item, index) => leavesOf(item, [...path, index]));
  if (tree.kind === 'map') {
    return tree.entries.flatMap(({ key, value, isMerged }) => (key.scalar.type === 'str' && !isMerged ? leavesOf(value, [...path, key.scalar.value]) : []));
  }
  const { scalar } = tree;
  if (scalar.type === 'str' || scalar.type === 'bool') return [{ path, value: scalar.value }];
  return scalar.type === 'int' || scalar.type === 'float' ? [{ path, value: Number(scalar.value) }] : [];
}

function another(value: Leaf['value']): Leaf['value'] {
  if (typeof value === 'boolean') return !value;
  return typeof value === 'number' ? value + 1 : value.replace(/(\S?)(\n*)$/, '$1-other$2');
}

describe.runIf(hasCorpus())('editDefinition over the corpus', () => {
  it('gives the same bytes again when each value is set to another and back', () => {
    let values = 0;
    let shared = 0;
    for (const { name, text } of listCorpusDefinitions()) {
      const source = readYamlSource(text);
      const { root, problems } = constructTree(source);
      if (root === null || source.problems.length + problems.length > 0) continue;
      for (const { path, value } of leavesOf(root)) {
        const changed = editDefinition(text, { kind: 'set', path, value: another(value) });
        if (!changed.ok) {
          expect(changed.reason, `${name} ${path.join('.')}`).toBe('shared');
          shared += 1;
          continue;
        }
        expect(changed.text).not.toBe(text);
        const back = editDefinition(changed.text, { kind: 'set', path, value });
        expect(back.ok && back.text, `${name} ${path.join('.')}`).toBe(text);
        values += 1;
      }
    }
    console.log(`${String(values)} values set and set back, ${String(shared)} shared through anchors`);
    expect(values).toBeGreaterThan(1800);
    expect(shared).toBeLessThan(5);
  }, 600_000);
});
