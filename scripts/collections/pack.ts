import { createHash } from 'node:crypto';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

import tar from 'tar-stream';
import { z } from 'zod';

const compress = promisify(gzip);

export interface CollectionFile {
  /** Path inside the collection. */
  name: string;
  isExecutable: boolean;
  content: Buffer;
}

export interface PackedCollection {
  /** <namespace>-<name>-<version>.tar.gz, as Galaxy names it. */
  fileName: string;
  content: Buffer;
}

const Manifest = z.looseObject({
  collection_info: z.looseObject({ namespace: z.string(), name: z.string(), version: z.string() }),
});

const GENERATED = new Set(['MANIFEST.json', 'FILES.json']);

/**
 * Packs an installed collection into the artifact that `ansible-galaxy collection install` takes. FILES.json is written
 * anew, because an installed collection may lack files that its original one names. Equal files give equal bytes.
 */
export async function packCollection(files: readonly CollectionFile[]): Promise<PackedCollection> {
  const manifest = Manifest.parse(JSON.parse(fileNamed(files, 'MANIFEST.json').content.toString('utf8')));
  const members = files.filter((file) => !GENERATED.has(file.name)).sort((left, right) => (left.name < right.name ? -1 : 1));
  const directories = listDirectories(members);
  const filesJson = renderFilesJson(directories, members);
  const manifestJson = renderManifest(manifest, filesJson);
  const { namespace, name, version } = manifest.collection_info;
  return {
    fileName: `${namespace}-${name}-${version}.tar.gz`,
    content: await compress(await writeTar(directories, [
      { name: 'MANIFEST.json', isExecutable: false, content: manifestJson },
      { name: 'FILES.json', isExecutable: false, content: filesJson },
      ...members,
    ]), { level: 5 }),
  };
}

function fileNamed(files: readonly CollectionFile[], name: string): CollectionFile {
  const found = files.find((file) => file.name === name);
  if (found === undefined) throw new Error(`A collection of the ansible package has no ${name}.`);
  return found;
}

function listDirectories(members: readonly CollectionFile[]): string[] {
  const directories = new Set<string>();
  for (const { name } of members) {
    for (let dir = path.posix.dirname(name); dir !== '.'; dir = path.posix.dirname(dir)) directories.add(dir);
  }
  return [...directories].sort();
}

function renderFilesJson(directories: readonly string[], members: readonly CollectionFile[]): Buffer {
  const dirs = ['.', ...directories].map((name) => ({ name, ftype: 'dir', chksum_type: null, chksum_sha256: null, format: 1 }));
  const regular = members.map(({ name, content }) => ({ name, ftype: 'file', chksum_type: 'sha256', chksum_sha256: sha256(content), format: 1 }));
  return Buffer.from(`${JSON.stringify({ files: [...dirs, ...regular], format: 1 }, null, 1)}\n`);
}

function renderManifest(manifest: z.infer<typeof Manifest>, filesJson: Buffer): Buffer {
  const reference = { name: 'FILES.json', ftype: 'file', chksum_type: 'sha256', chksum_sha256: sha256(filesJson), format: 1 };
  const content = { collection_info: manifest.collection_info, file_manifest_file: reference, format: 1 };
  return Buffer.from(`${JSON.stringify(content, null, 1)}\n`);
}

async function writeTar(directories: readonly string[], files: readonly CollectionFile[]): Promise<Buffer> {
  const pack = tar.pack();
  const collected = buffer(pack);
  const common = { mtime: new Date(0), uid: 0, gid: 0, uname: '', gname: '' };
  for (const name of directories) pack.entry({ ...common, name, type: 'directory', mode: 0o755 });
  for (const file of files) pack.entry({ ...common, name: file.name, mode: file.isExecutable ? 0o755 : 0o644 }, file.content);
  pack.finalize();
  return collected;
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
