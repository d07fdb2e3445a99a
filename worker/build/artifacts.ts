import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { MAX_CHUNK_BYTES, type ArtifactKind } from '#lib/contract/worker-protocol.ts';
import type { Attempt } from './attempt.ts';

interface ArtifactHead {
  kind: ArtifactKind;
  mediaType: string;
}

export async function putBytes(attempt: Attempt, head: ArtifactHead, bytes: Buffer): Promise<void> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await putChunks(attempt, { ...head, sha256, size: bytes.length }, (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)));
}

/** Sends a regular file; one that a container put a link in place of is refused. */
export async function putFile(attempt: Attempt, head: ArtifactHead, file: string): Promise<void> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { size, sha256 } = await measure(handle);
    await putChunks(attempt, { ...head, sha256, size }, async (offset, length) => {
      const buffer = Buffer.alloc(length);
      const { bytesRead } = await handle.read(buffer, 0, length, offset);
      return buffer.subarray(0, bytesRead);
    });
  } finally {
    await handle.close();
  }
}

async function measure(handle: FileHandle): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(MAX_CHUNK_BYTES);
  let size = 0;
  for (;;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, size);
    if (bytesRead === 0) return { size, sha256: hash.digest('hex') };
    hash.update(buffer.subarray(0, bytesRead));
    size += bytesRead;
  }
}

async function putChunks(attempt: Attempt, head: ArtifactHead & { sha256: string; size: number }, read: (offset: number, length: number) => Promise<Buffer>): Promise<void> {
  const { link, job, lost: signal } = attempt;
  let offset = 0;
  do {
    const bytes = await read(offset, Math.min(MAX_CHUNK_BYTES, head.size - offset));
    const isLast = offset + bytes.length >= head.size;
    const ack = await link.request('artifact.put', { lease: job.lease, ...head, offset, bytes: new Uint8Array(bytes), isLast }, { signal });
    offset = isLast && ack.offset >= head.size ? head.size : ack.offset;
  } while (offset < head.size);
}
