import path from 'node:path';
import type { z } from 'zod';
import { InvalidRequestError } from '#lib/server/errors.ts';
import { FileList, Manifest } from './manifest.ts';
import { readTarball } from './tarball.ts';
import type { Entry } from './tarball.ts';

const MANIFEST = 'MANIFEST.json';
const FILES = 'FILES.json';

/**
 * Checks a collection tarball as a Galaxy server does: nothing leads out of it, its manifest names its file list, and the list
 * every file with its hash.
 * @throws InvalidRequestError that says what is wrong.
 */
export async function checkTarball(file: string): Promise<Manifest> {
  const entries = new Map<string, Entry>();
  await readTarball(file, {
    keep: new Set([MANIFEST, FILES]),
    visit: (entry) => {
      checkPath(entry);
      if (entry.type !== 'directory' && entries.has(entry.path)) throw new InvalidRequestError(`${entry.path} is in the tarball twice.`);
      entries.set(entry.path, entry);
    },
  });
  const manifest = parseEntry(Manifest, entries.get(MANIFEST), MANIFEST);
  const list = parseEntry(FileList, entries.get(FILES), FILES);
  if (entries.get(FILES)?.sha256 !== manifest.file_manifest_file.chksum_sha256) throw new InvalidRequestError('FILES.json is not the one that MANIFEST.json names.');
  checkList(list, entries);
  return manifest;
}

function checkPath({ path: name, type, linkTarget }: Entry): void {
  if (name === '' || name === '.') return;
  if (!isInside(name)) throw new InvalidRequestError(`The path "${printable(name)}" leads out of the collection.`);
  if (type !== 'symlink') return;
  const target = linkTarget ?? '';
  if (target.startsWith('/') || !isInside(path.posix.join(path.posix.dirname(name), target))) throw new InvalidRequestError(`The link "${printable(name)}" leads out of the collection.`);
}

function isInside(name: string): boolean {
  const normal = path.posix.normalize(name);
  return !name.startsWith('/') && normal !== '..' && !normal.startsWith('../') && !/[\u0000-\u001f\\]/.test(name) && !name.split('/').includes('..');
}

function checkList(list: FileList, entries: ReadonlyMap<string, Entry>): void {
  const listed = new Map(list.files.map((file) => [file.name.replace(/^\.\//, ''), file]));
  for (const entry of entries.values()) {
    if (entry.type === 'directory' || entry.path === MANIFEST || entry.path === FILES) continue;
    const known = listed.get(entry.path);
    if (known === undefined) throw new InvalidRequestError(`${printable(entry.path)} is not in FILES.json.`);
    if (entry.type === 'file' && known.ftype === 'file' && known.chksum_sha256 !== entry.sha256) throw new InvalidRequestError(`${printable(entry.path)} does not have the hash that FILES.json gives.`);
  }
  const missing = list.files.find((file) => file.ftype === 'file' && !entries.has(file.name.replace(/^\.\//, '')));
  if (missing !== undefined) throw new InvalidRequestError(`${printable(missing.name)} is in FILES.json, but not in the tarball.`);
}

function parseEntry<S extends z.ZodType>(schema: S, entry: Entry | undefined, name: string): z.output<S> {
  const content = entry?.content ?? null;
  if (content === null) throw new InvalidRequestError(`This is not a collection: it has no ${name}. Make it with \`ansible-galaxy collection build\`.`);
  const parsed = schema.safeParse(parseJson(content, name));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new InvalidRequestError(`${name}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not valid'}`);
}

function parseJson(content: Buffer, name: string): unknown {
  try {
    return JSON.parse(content.toString('utf8'));
  } catch {
    throw new InvalidRequestError(`${name} is not valid JSON.`);
  }
}

function printable(name: string): string {
  return JSON.stringify(name).slice(1, -1).slice(0, 200);
}
