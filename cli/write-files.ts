import { createWriteStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { CommandError, EXIT } from './exit-codes.ts';
import { isFile, writeBytes } from './files.ts';

export interface OutputFile {
  readonly path: string;
  readonly mode: number;
  readonly content: Uint8Array;
}

/** Writes files into a folder that is empty or not there yet, or into a new zip archive. */
export async function writeOutput(cwd: string, target: string, files: readonly OutputFile[]): Promise<void> {
  const path = resolve(cwd, target);
  if (target.endsWith('.zip')) {
    if (await isFile(path)) throw new CommandError(`${target}: this file exists already. Remove it or choose another name.`, EXIT.file);
    await writeZip(path, files);
    return;
  }
  const present = await readdir(path).catch(() => []);
  if (present.length > 0) throw new CommandError(`${target}: this folder is not empty. Empty it or choose another: files of an earlier run would stay in it.`, EXIT.file);
  for (const file of files) await writeBytes(join(path, file.path), file.content, file.mode);
}

async function writeZip(path: string, files: readonly OutputFile[]): Promise<void> {
  const zip = new ZipFile();
  for (const { path: name, mode, content } of files) zip.addBuffer(Buffer.from(content), name, { mode: mode | 0o100000 });
  zip.end();
  try {
    await pipeline(zip.outputStream, createWriteStream(path, { flags: 'wx' }));
  } catch (error) {
    throw new CommandError(`${path}: ${error instanceof Error ? error.message : String(error)}`, EXIT.file);
  }
}
