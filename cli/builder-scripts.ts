import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { programFolders } from './config.ts';
import { isFile, isFolder } from './files.ts';

const SCRIPTS = ['assemble', 'check_ansible', 'check_galaxy', 'entrypoint', 'install-from-bindep', 'introspect.py', 'pip_install'];
const PACKAGE = 'ansible_builder/_target_scripts';

export interface BuilderScript {
  readonly name: string;
  readonly mode: number;
  readonly content: Uint8Array;
}

/**
 * ansible-builder's own scripts, read from an installed release without running it. `given`: the program or a
 * folder of its environment; else the program on PATH. Null when there is none.
 */
export async function findBuilderScripts(cwd: string, given: string | undefined): Promise<BuilderScript[] | null> {
  const start = given === undefined ? await onPath() : resolve(cwd, given);
  const folder = start === null ? null : await scriptsFolder(start);
  if (folder === null) return null;
  return Promise.all(SCRIPTS.map(async (name) => ({ name, mode: name.endsWith('.py') ? 0o644 : 0o755, content: await readFile(join(folder, name)) })));
}

async function onPath(): Promise<string | null> {
  for (const folder of programFolders()) {
    const program = join(folder, 'ansible-builder');
    if (await isFile(program)) return program;
  }
  return null;
}

async function scriptsFolder(start: string): Promise<string | null> {
  for (const prefix of await prefixesOf(start)) {
    const libraries = ['lib', 'lib64'].map((name) => join(prefix, name));
    const found = await firstWith(libraries);
    if (found !== null) return found;
  }
  return null;
}

async function firstWith(libraries: readonly string[]): Promise<string | null> {
  const pythons = await Promise.all(libraries.map(async (library) => (await readdir(library).catch(() => [])).map((name) => join(library, name))));
  const folders = pythons.flat().flatMap((python) => ['site-packages', 'dist-packages'].map((kind) => join(python, kind, PACKAGE)));
  const present = await Promise.all(folders.map((folder) => isFile(join(folder, 'introspect.py'))));
  return folders.find((_, index) => present[index] === true) ?? null;
}

/** Where Python packages may lie: around the program, and around the interpreter that it names in its first line. */
async function prefixesOf(start: string): Promise<string[]> {
  if (await isFolder(start)) return [start, dirname(start)];
  const program = await realpath(start).catch(() => start);
  const firstLine = (await readFile(program, 'utf8').catch(() => '')).split('\n')[0] ?? '';
  const interpreter = /^#!\s*(\/\S+)/.exec(firstLine)?.[1];
  return [program, ...(interpreter === undefined ? [] : [interpreter])].map((path) => dirname(dirname(path)));
}
