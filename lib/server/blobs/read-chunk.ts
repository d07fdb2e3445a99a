import { open } from 'node:fs/promises';
import type { z } from 'zod';
import type { Actor } from '#lib/contract/common.ts';
import { MAX_CHUNK_BYTES } from '#lib/contract/worker-protocol.ts';
import type { FileChunk, FileRead } from '#lib/contract/worker-protocol.ts';
import { getDb } from '#lib/server/db/client.ts';
import { NotFoundError } from '#lib/server/errors.ts';
import { getLease } from '#lib/server/jobs/lease.ts';
import type { LeasedAttempt } from '#lib/server/jobs/lease.ts';
import { readPayload } from '#lib/server/preflights/payload.ts';
import { blobFile } from './file.ts';

/** A piece of a file of what is leased (a build's revision, a preflight's payload); of no other file. */
export async function readFileChunk(actor: Actor, { lease, sha256, offset }: z.infer<typeof FileRead>): Promise<z.infer<typeof FileChunk>> {
  const db = getDb();
  const size = await findSize(await getLease(db, actor, { lease, action: 'job.report' }), sha256);
  if (size === null) throw new NotFoundError('This file');
  const handle = await open(blobFile(sha256), 'r');
  try {
    const { bytesRead, buffer } = await handle.read(new Uint8Array(MAX_CHUNK_BYTES), 0, MAX_CHUNK_BYTES, offset);
    return { bytes: buffer.slice(0, bytesRead), isLast: offset + bytesRead >= size };
  } finally {
    await handle.close();
  }
}

async function findSize({ job, subject }: LeasedAttempt, sha256: string): Promise<number | null> {
  if (subject.kind === 'preflight') return readPayload(job).files.find((file) => file.sha256 === sha256)?.size ?? null;
  if (subject.kind === 'inspect') return null;
  const entry = await getDb().revisionFile.findFirst({ where: { revisionId: subject.row.revisionId, sha256 } });
  return entry?.size ?? null;
}
