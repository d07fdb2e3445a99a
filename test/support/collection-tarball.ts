import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import tar from 'tar-stream';
import type { Header } from 'tar-stream';

type Extra = { header: Partial<Header> & { name: string }; content?: string };
type Collection = { namespace?: string; name?: string; version?: string; dependencies?: Record<string, string>; files?: Record<string, string>; /** Put in without being listed. */ extra?: Extra[]; /** Overrides what FILES.json says. */ hashes?: Record<string, string> };

const PLAIN = { namespace: 'acme', name: 'tools', version: '1.0.0', dependencies: {}, files: { 'README.md': '# tools\n' } as Record<string, string>, extra: [] as Extra[], hashes: {} as Record<string, string> };

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Writes a collection tarball as `ansible-galaxy collection build` lays it out, with the faults that a test asks for. */
export async function writeCollection(file: string, collection: Collection = {}): Promise<void> {
  const { namespace, name, version, dependencies, files, extra, hashes } = { ...PLAIN, ...collection };
  const listed = Object.entries(files).map(([path, content]) => ({ name: path, ftype: 'file', chksum_type: 'sha256', chksum_sha256: hashes[path] ?? sha256(content), format: 1 }));
  const list = JSON.stringify({ files: [{ name: '.', ftype: 'dir', chksum_type: null, chksum_sha256: null, format: 1 }, ...listed], format: 1 });
  const info = { namespace, name, version, authors: ['acme'], readme: 'README.md', tags: [], description: '', license: [], dependencies, repository: null };
  const manifest = JSON.stringify({ collection_info: info, file_manifest_file: { name: 'FILES.json', ftype: 'file', chksum_type: 'sha256', chksum_sha256: sha256(list), format: 1 }, format: 1 });
  const pack = tar.pack();
  pack.entry({ name: 'MANIFEST.json' }, manifest);
  pack.entry({ name: 'FILES.json' }, list);
  for (const [path, content] of Object.entries(files)) pack.entry({ name: path }, content);
  for (const { header, content } of extra) pack.entry(header, content ?? '');
  pack.finalize();
  await pipeline(pack, createGzip(), createWriteStream(file));
}
