import { open } from 'node:fs/promises';
import type { z } from 'zod';
import type { Actor } from '#lib/contract/common.ts';
import { MAX_CHUNK_BYTES } from '#lib/contract/worker-protocol.ts';
import type { FileChunk, FileRead } from '#lib/contract/worker-protocol.ts';
import { getDb } from '#lib/server/db/client.ts';
import { NotFoundError } from '#lib/server/errors.ts';
import { getLease } from '#lib/server/jobs/lease.ts';
import { blobFile } from './file.ts';

/** A piece of a file of the leased build's revision; of no other file. */
export async function readFileChunk(actor: Actor, { lease, sha256, offset }: z.infer<typeof FileRead>): Promise<z.infer<typeof FileChunk>> {
  const db = getDb();
  const { build } = await getLease(db, actor, { lease, action: 'job.report' });
  const entry = await db.revisionFile.findFirst({ where: { revisionId: build.revisionId, sha256 } });
  if (entry === null) throw new NotFoundError('This file');
  const handle = await open(blobFile(sha256), 'r');
  try {
    const { bytesRead, buffer } = await handle.read(new Uint8Array(MAX_CHUNK_BYTES), 0, MAX_CHUNK_BYTES, offset);
    return { bytes: buffer.slice(0, bytesRead), isLast: offset + bytesRead >= entry.size };
  } finally {
    await handle.close();
  }
}
