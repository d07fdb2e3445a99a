import { join, resolve, sep } from 'node:path';
import { baseName } from '#lib/ee/import/names.ts';
import type { ImportFile } from '#lib/ee/import/types.ts';
import { isZip, readZip, ZipError } from '#lib/ee/import/zip.ts';
import type { CommandIo } from './command.ts';
import { CommandError, EXIT } from './exit-codes.ts';
import { decode, isFolder, listFiles, readBytes } from './files.ts';

export interface ImportInput {
  readonly file: ImportFile;
  readonly bytes: Uint8Array;
}

/** The files that were named: single ones, folders with all below them, zip archives, standard input. */
export async function readImport(io: CommandIo, names: readonly string[]): Promise<ImportInput[]> {
  const inputs = await Promise.all(names.map((name) => readNamed(io, name)));
  return inputs.flat();
}

async function readNamed(io: CommandIo, name: string): Promise<ImportInput[]> {
  if (name === '-') return [inputOf('stdin', await io.readStdin())];
  const path = resolve(io.cwd, name);
  if (await isFolder(path)) {
    const files = await listFiles(path);
    return Promise.all(files.map(async (file) => inputOf(`${baseName(path)}/${file}`, await readBytes(join(path, file)))));
  }
  const bytes = await readBytes(path, name);
  return isZip(bytes) ? unpack(name, bytes) : [inputOf(shortPath(path), bytes)];
}

/** The file with its folder, whose name a definition gets. */
function shortPath(path: string): string {
  return path.split(sep).slice(-2).join('/');
}

async function unpack(name: string, bytes: Uint8Array): Promise<ImportInput[]> {
  try {
    return (await readZip(new Uint8Array(bytes))).map((entry) => inputOf(entry.path, entry.bytes));
  } catch (error) {
    if (error instanceof ZipError) throw new CommandError(`${name}: ${error.message}`, EXIT.file);
    throw error;
  }
}

function inputOf(path: string, bytes: Uint8Array): ImportInput {
  return { file: { path, text: decode(bytes) }, bytes };
}
