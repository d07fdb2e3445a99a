import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import type { Actor } from '#lib/contract/common.ts';
import type { ArtifactPut } from '#lib/contract/worker-protocol.ts';
import { keepFile } from '#lib/server/blobs/store-stream.ts';
import { getConfig } from '#lib/server/config.ts';
import { getDb } from '#lib/server/db/client.ts';
import { ConflictError, TooLargeError } from '#lib/server/errors.ts';
import { announceSubject, getLease } from '#lib/server/jobs/lease.ts';
import { exclusively } from '#lib/server/logs/exclusively.ts';
import { newId } from '#lib/server/new-id.ts';
import type { Attempt } from '#prisma/generated/client.ts';
import { artifactFile } from './file.ts';

const MAX_ARTIFACT_BYTES = 64 * 1024 * 1024;

/** Takes a piece of an artifact at `offset`. The last one must complete its size and SHA-256. @returns the offset to go on from. */
export async function putArtifact(actor: Actor, piece: z.infer<typeof ArtifactPut>): Promise<{ offset: number }> {
  if (piece.size > MAX_ARTIFACT_BYTES || piece.offset + piece.bytes.length > piece.size) throw new TooLargeError(MAX_ARTIFACT_BYTES);
  return exclusively(`${piece.lease.token} artifact ${piece.kind}`, async () => {
    const { attempt, subject } = await getLease(getDb(), actor, { lease: piece.lease, action: 'job.report' });
    const partial = path.join(getConfig().artifactsDir, 'partial', `${attempt.id}-${piece.kind}`);
    const head = await writeAt(partial, piece);
    if (!piece.isLast || head < piece.size) return { offset: head };
    await finish(attempt, piece, partial);
    announceSubject(subject);
    return { offset: head };
  });
}

async function writeAt(file: string, { offset, bytes }: { offset: number; bytes: Uint8Array }): Promise<number> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, offset === 0 ? 'w' : 'a', 0o600);
  try {
    const { size } = await handle.stat();
    const fresh = offset > size ? bytes.subarray(0, 0) : bytes.subarray(size - offset);
    await handle.appendFile(fresh);
    return size + fresh.length;
  } finally {
    await handle.close();
  }
}

async function finish(attempt: Attempt, { kind, mediaType, sha256, size }: z.infer<typeof ArtifactPut>, partial: string): Promise<void> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(partial) as AsyncIterable<Buffer>) hash.update(chunk);
  if (hash.digest('hex') !== sha256) {
    await rm(partial, { force: true });
    throw new ConflictError('The artifact does not have the SHA-256 that was announced. Send it again.');
  }
  await keepFile(partial, artifactFile(sha256));
  const data = { sha256, size, mediaType };
  await getDb().artifact.upsert({ where: { attemptId_kind: { attemptId: attempt.id, kind } }, update: data, create: { id: newId(), teamId: attempt.teamId, attemptId: attempt.id, kind, ...data } });
}
