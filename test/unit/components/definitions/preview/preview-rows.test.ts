import { describe, expect, it } from 'vitest';
import { containerfileRows, fileRows } from '#components/definitions/preview/preview-rows.ts';
import { generateContext } from '#lib/ee/containerfile/generate.ts';
import { parseDefinition } from '#lib/ee/parse.ts';

function contextOf(text: string) {
  const { document, model } = parseDefinition(text);
  if (model === null) throw new Error('The definition has no model.');
  return generateContext(document, model, []);
}

const TEXT = 'version: 3\nimages: {base_image: {name: "a:1"}}\nadditional_build_steps:\n  append_base: |\n    RUN one \\\n      two\n';

describe('containerfileRows', () => {
  it('keep the lines of an instruction together, and are the whole file', () => {
    const context = contextOf(TEXT);
    const rows = containerfileRows(context, null);
    expect(rows.flatMap(({ texts }) => texts).join('\n')).toBe(context.containerfile.trimEnd());
    expect(rows.find(({ texts }) => texts[0]?.startsWith('RUN one'))).toMatchObject({ texts: ['RUN one \\', '  two'], isInstruction: true, origin: { paths: [['additional_build_steps', 'append_base']] } });
    expect(rows.find(({ texts }) => texts[0] === '# Base build stage')).toMatchObject({ origin: null, isInstruction: false });
  });

  it('are one for each line when compared, and what is gone leads nowhere', () => {
    const rows = containerfileRows(contextOf(TEXT), contextOf(TEXT.replace('a:1', 'a:2')).containerfile);
    expect(rows.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', line: null, texts: ['ARG EE_BASE_IMAGE="a:2"'], origin: null, isInstruction: false },
      { kind: 'added', line: 1, texts: ['ARG EE_BASE_IMAGE="a:1"'], origin: { paths: [['images', 'base_image', 'name']], isDefault: false }, isInstruction: true },
    ]);
  });
});

describe('fileRows', () => {
  it('lead to the key that made the file', () => {
    const rows = fileRows('git\ngcc', { path: '_build/bindep.txt', madeBy: ['dependencies', 'system'], kind: 'text', text: 'git\ngcc', mode: 0o644 }, 'git\n');
    expect(rows.map(({ kind, texts, origin }) => [kind, texts[0], origin?.paths[0]?.join('.')])).toEqual([['same', 'git', 'dependencies.system'], ['added', 'gcc', 'dependencies.system']]);
  });
});
