import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isAccepted, parseDefinition } from '#lib/ee/parse.ts';
import { createContexts, type CreateJob } from '#test/support/ansible-builder.ts';
import { generatedBy } from '#test/support/contexts.ts';
import { contextFolder, hasCorpus, listContextFiles, listCorpusDefinitions } from '#test/support/corpus.ts';

/** The definitions with the files that the corpus has, and an empty one for each that they name and miss. */
function jobs(): (CreateJob & { readonly name: string })[] {
  return listCorpusDefinitions().map(({ name, text }) => {
    const files = Object.fromEntries(listContextFiles(name).map((path) => [path, readFileSync(`${contextFolder(name)}/${path}`, 'utf8')]));
    const dependencies = (parseDefinition(text).model?.definition.dependencies ?? {}) as Record<string, unknown>;
    const config = parseDefinition(text).model?.definition as { ansible_config?: unknown } | undefined;
    const named = [dependencies['galaxy'], dependencies['python'], dependencies['system'], config?.ansible_config];
    const missing = named.filter((path): path is string => typeof path === 'string' && path !== '' && !path.includes('\n'));
    return { name, text, files: { ...Object.fromEntries(missing.map((path) => [path, ''])), ...files } };
  });
}

describe.runIf(hasCorpus())('generateContext over the corpus', () => {
  it('accepts and writes what the real ansible-builder does, to the byte', async () => {
    const all = jobs();
    const results = await createContexts(all);
    let identical = 0;
    for (const [index, { name, text, files }] of all.entries()) {
      const expected = results[index];
      const parsed = parseDefinition(text, { files: Object.keys(files) });
      expect(isAccepted(parsed), `${name}: ${expected?.message ?? ''}`).toBe(expected?.accepted);
      if (expected?.accepted !== true) continue;
      const generated = generatedBy(parsed, files);
      expect(generated.containerfile, name).toBe(expected.containerfile);
      expect(generated.files, name).toEqual(expected.files);
      identical += 1;
    }
    console.log(`${String(identical)} of ${String(all.length)} contexts identical`);
    expect(identical).toBeGreaterThan(130);
  }, 600_000);
});
