import { readFileSync } from 'node:fs';
import { parseDefinition } from '#lib/ee/parse.ts';
import type { CreateJob } from '#test/support/ansible-builder.ts';
import { contextFolder, listContextFiles, listCorpusDefinitions } from '#test/support/corpus.ts';

/** The definitions with the files that the corpus has, and an empty one for each that they name and miss. */
export function corpusJobs(): (CreateJob & { readonly name: string })[] {
  return listCorpusDefinitions().map(({ name, text }) => {
    const files = Object.fromEntries(listContextFiles(name).map((path) => [path, readFileSync(`${contextFolder(name)}/${path}`, 'utf8')]));
    const dependencies = (parseDefinition(text).model?.definition.dependencies ?? {}) as Record<string, unknown>;
    const config = parseDefinition(text).model?.definition as { ansible_config?: unknown } | undefined;
    const named = [dependencies['galaxy'], dependencies['python'], dependencies['system'], config?.ansible_config];
    const missing = named.filter((path): path is string => typeof path === 'string' && path !== '' && !path.includes('\n'));
    return { name, text, files: { ...Object.fromEntries(missing.map((path) => [path, ''])), ...files } };
  });
}
