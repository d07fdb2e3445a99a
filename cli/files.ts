import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { CommandError, EXIT } from './exit-codes.ts';
import type { CommandIo } from './command.ts';

const SKIPPED = new Set(['.git', 'node_modules', '__pycache__', '.venv', 'venv', '.tox']);
const MAX_FILES = 20_000;

export interface TextInput {
  /** As it was named; `-` for standard input. */
  readonly name: string;
  /** Null when it is not UTF-8. */
  readonly text: string | null;
  /** The folder beside which its files lie; null for standard input. */
  readonly folder: string | null;
}

export async function readInput(io: CommandIo, name: string): Promise<TextInput> {
  if (name === '-') return { name, text: decode(await io.readStdin()), folder: null };
  const path = resolve(io.cwd, name);
  return { name, text: decode(await readBytes(path, name)), folder: dirname(path) };
}

/** @throws CommandError that names the file and what is wrong with it. */
export async function readBytes(path: string, name: string = path): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new CommandError(`${name}: ${reasonOf(error)}`, EXIT.file);
  }
}

export function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

export async function writeBytes(path: string, content: Uint8Array | string, mode?: number): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content, mode === undefined ? {} : { mode });
  } catch (error) {
    throw new CommandError(`${path}: ${reasonOf(error)}`, EXIT.file);
  }
}

export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then((found) => found.isDirectory(), () => false);
}

export async function isFile(path: string): Promise<boolean> {
  return stat(path).then((found) => found.isFile(), () => false);
}

/** The paths of all files below a folder, relative with `/`; without version control, caches and virtual environments. */
export async function listFiles(folder: string): Promise<string[]> {
  const files: string[] = [];
  const waiting = [folder];
  for (let current = waiting.pop(); current !== undefined; current = waiting.pop()) {
    for (const entry of await readdir(current, { withFileTypes: true }).catch(() => [])) {
      const path = join(current, entry.name);
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) waiting.push(path);
      else if (entry.isFile() || (entry.isSymbolicLink() && (await isFile(path)))) files.push(relative(folder, path).split(sep).join('/'));
    }
    if (files.length > MAX_FILES) throw new CommandError(`${folder}: more than ${String(MAX_FILES)} files lie here. Put the definition into a folder of its own.`, EXIT.file);
  }
  return files.sort();
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return 'there is no such file. Check the path.';
  if (code === 'EISDIR') return 'this is a folder. Name the file in it.';
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied. Check the rights of the file and its folder.';
  return error instanceof Error ? error.message : String(error);
}
