import { describe, expect, it } from 'vitest';
import { constructTree } from '#lib/ee/yaml/construct.ts';
import { readYamlSource } from '#lib/ee/yaml/source.ts';
import { toPlain } from '#lib/ee/yaml/tree.ts';

function read(text: string) {
  const { root, problems, duplicates } = constructTree(readYamlSource(text));
  return { value: root === null ? null : toPlain(root), problems: problems.map(({ code }) => code), duplicates: duplicates.map(({ name }) => name) };
}

describe('constructTree', () => {
  it('gives a block scalar at the end of a file without a line break none in its value', () => {
    expect(read('a: |\n  x').value).toEqual({ a: 'x' });
    expect(read('a: |\n  x\n').value).toEqual({ a: 'x\n' });
  });

  it('lets own keys win over merged ones, the first merge source over later ones', () => {
    expect(read('x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  <<: [*x, *y]\n  a: 3\n').value).toMatchObject({ z: { a: 3, b: 1, c: 2 } });
  });

  it('takes the last of duplicate keys and reports the others', () => {
    expect(read('a: 1\na: 2\n')).toEqual({ value: { a: 2 }, problems: [], duplicates: ['a'] });
  });

  it('reads explicit tags', () => {
    expect(read('a: !!str 1\nb: !!int "2"\nc: !!float 1.5\n').value).toEqual({ a: '1', b: 2, c: 1.5 });
  });

  it.each([
    ['? [a]\n: b\n', 'yaml-key'],
    ['a: !!int x\n', 'yaml-value'],
    ['a: =\n', 'yaml-value'],
    ['<<: 3\n', 'yaml-merge'],
    ['a: &x [*x]\n', 'yaml-alias'],
    ['a: 2023-02-30\n', 'yaml-value'],
  ])('reports %j', (text, code) => {
    expect(read(text).problems).toContain(code);
  });
});
