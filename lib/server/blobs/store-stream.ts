import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { TooLargeError } from '#lib/server/errors.ts';

export type StoredFile = { temporaryFile: string; sha256: string; size: number };

/** Streams into a temporary file in `directory`; the caller moves it with keepFile or removes it. */
export async function storeStream(source: AsyncIterable<Uint8Array>, { directory, maxBytes }: { directory: string; maxBytes: number }): Promise<StoredFile> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const temporaryFile = path.join(directory, `.upload-${randomBytes(8).toString('hex')}`);
  const hash = createHash('sha256');
  let size = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > maxBytes) throw new TooLargeError(maxBytes);
      hash.update(chunk);
      yield chunk;
    }
  }
  try {
    await pipeline(counted, createWriteStream(temporaryFile, { mode: 0o600, flush: true }));
  } catch (error) {
    await rm(temporaryFile, { force: true });
    throw error;
  }
  return { temporaryFile, sha256: hash.digest('hex'), size };
}

export async function keepFile(temporaryFile: string, target: string): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  await rename(temporaryFile, target);
}
