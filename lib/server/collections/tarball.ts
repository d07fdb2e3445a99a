import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import tar from 'tar-stream';
import type { Header } from 'tar-stream';
import { InvalidRequestError } from '#lib/server/errors.ts';

export type Entry = { path: string; type: 'file' | 'directory' | 'symlink'; linkTarget: string | null; size: number; sha256: string; content: Buffer | null };

const MAX_UNPACKED_BYTES = 1024 * 1024 * 1024;
const MAX_ENTRIES = 60_000;
const MAX_KEPT_BYTES = 32 * 1024 * 1024;

/**
 * Reads a .tar.gz without unpacking it to disk, within caps; `visit` gets each entry with its hash, and the content of those in `keep`.
 * @throws InvalidRequestError when the archive is broken or too large.
 */
export async function readTarball(file: string, { keep, visit }: { keep: ReadonlySet<string>; visit: (entry: Entry) => void }): Promise<void> {
  const extract = tar.extract();
  const gunzip = createGunzip();
  let unpacked = 0;
  gunzip.on('data', (chunk: Buffer) => {
    unpacked += chunk.length;
    if (unpacked > MAX_UNPACKED_BYTES) gunzip.destroy(new InvalidRequestError('Unpacked, this tarball is larger than 1 GiB.'));
  });
  const reading = pipeline(createReadStream(file), gunzip, extract).then(() => null, (error: unknown) => error);
  let count = 0;
  try {
    for await (const entry of extract) {
      count += 1;
      if (count > MAX_ENTRIES) throw new InvalidRequestError(`This tarball has more than ${MAX_ENTRIES} files.`);
      visit(await readEntry(entry as unknown as AsyncIterable<Uint8Array>, entry.header, keep));
    }
  } catch (error) {
    extract.destroy();
    throw asRefusal((await reading) ?? error);
  }
  const failure = await reading;
  if (failure !== null) throw asRefusal(failure);
}

async function readEntry(content: AsyncIterable<Uint8Array>, header: Header, keep: ReadonlySet<string>): Promise<Entry> {
  const path = header.name.replace(/^\.\//, '').replace(/\/$/, '');
  const isKept = keep.has(path);
  const hash = createHash('sha256');
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    size += chunk.length;
    if (isKept && size > MAX_KEPT_BYTES) throw new InvalidRequestError(`${path} is too large.`);
    if (isKept) chunks.push(chunk);
  }
  return { path, type: typeOf(header), linkTarget: header.type === 'symlink' ? header.linkname : null, size, sha256: hash.digest('hex'), content: isKept ? Buffer.concat(chunks) : null };
}

function typeOf(header: Header): Entry['type'] {
  if (header.type === 'file' || header.type === 'directory' || header.type === 'symlink') return header.type;
  throw new InvalidRequestError(`${header.name} is a ${header.type}: a collection holds files, folders and links only.`);
}

function asRefusal(error: unknown): InvalidRequestError {
  if (error instanceof InvalidRequestError) return error;
  return new InvalidRequestError('This is not a readable .tar.gz file.');
}
