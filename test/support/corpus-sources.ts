import { readFileSync } from 'node:fs';
import type { ExportSource } from '#lib/ee/export/types.ts';
import { isBuildable, parseDefinition } from '#lib/ee/parse.ts';
import { contextFolder, listContextFiles, listCorpusDefinitions } from '#test/support/corpus.ts';

export interface CorpusSource {
  readonly source: ExportSource;
  /** Path to text, an empty one for each file that the definition names and the corpus lacks. */
  readonly files: Readonly<Record<string, string>>;
}

/** The definitions of the corpus that can be built, with the files beside them, as sources of an export. */
export function listCorpusSources(): CorpusSource[] {
  return listCorpusDefinitions().flatMap(({ name: file, text }) => {
    const files = filesOf(file, text);
    if (!isBuildable(parseDefinition(text, { files: Object.keys(files) }))) return [];
    const name = file.replace(/\.yml$/, '').toLowerCase();
    const settings = { repository: `quay.io/team/${name}`, tags: ['1.0', 'latest'], hasPullCredential: true, hasPushCredential: true };
    return [{ source: { name, description: 'From the corpus', text, files: Object.keys(files).map((path) => ({ path, executable: false })), settings }, files }];
  });
}

function filesOf(name: string, text: string): Record<string, string> {
  const definition = (parseDefinition(text).model?.definition ?? {}) as { dependencies?: Record<string, unknown>; ansible_config?: unknown };
  const named = [...['galaxy', 'python', 'system'].map((kind) => definition.dependencies?.[kind]), definition.ansible_config];
  const missing = named.filter((path): path is string => typeof path === 'string' && path !== '' && !path.includes('\n') && !/^\/|\.\./.test(path));
  const given = listContextFiles(name).filter((path) => path !== 'execution-environment.yml').map((path) => [path, readFileSync(`${contextFolder(name)}/${path}`, 'utf8')] as const);
  return { ...Object.fromEntries(missing.map((path) => [path.replace(/^\.\//, ''), ''])), ...Object.fromEntries(given) };
}
