import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const CORPUS = resolve('../shared/corpus');

/** Whether the corpus of real definitions lies beside the checkout; says so on the console where it does not. */
export function hasCorpus(): boolean {
  const exists = existsSync(join(CORPUS, 'definitions'));
  if (!exists) console.warn(`The corpus ${CORPUS} is missing: tests over real definitions do not run.`);
  return exists;
}

export interface CorpusFile {
  readonly name: string;
  readonly text: string;
}

export function listCorpusDefinitions(): CorpusFile[] {
  const folder = join(CORPUS, 'definitions');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).sort().map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

/** Playbooks and vars files for the role infra.ee_utilities.ee_builder. */
export function listEeUtilitiesFiles(): CorpusFile[] {
  const folder = join(CORPUS, 'ee_utilities');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).sort().map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

export interface OracleRow {
  readonly name: string;
  readonly verdict: string;
  readonly verdictWithFiles: string;
  readonly message: string;
}

/** What ansible-builder 3.2.0 says of each definition. */
export function listOracleRows(): OracleRow[] {
  const lines = readFileSync(join(CORPUS, 'oracle.tsv'), 'utf8').trimEnd().split('\n').slice(1);
  return lines.map((line) => {
    const [file = '', verdict = '', verdictWithFiles = '', message = ''] = line.split('\t');
    return { name: file.replace('definitions/', ''), verdict, verdictWithFiles, message };
  });
}

export function contextFolder(name: string): string {
  return join(CORPUS, 'contexts', name.replace(/\.yml$/, ''));
}

/** The paths of the files that the corpus has beside a definition. */
export function listContextFiles(name: string): string[] {
  const folder = contextFolder(name);
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}
