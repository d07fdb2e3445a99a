import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import type { Actor } from '#lib/contract/common.ts';
import { MAX_CHUNK_BYTES } from '#lib/contract/worker-protocol.ts';
import type { LogAck, LogAppend } from '#lib/contract/worker-protocol.ts';
import { getDb } from '#lib/server/db/client.ts';
import { ConflictError, TooLargeError } from '#lib/server/errors.ts';
import { getBus } from '#lib/server/events/bus.ts';
import { getLease } from '#lib/server/jobs/lease.ts';
import { ensurePhase } from '#lib/server/phases/ensure.ts';
import { exclusively } from './exclusively.ts';
import { logFiles } from './file.ts';
import { noteAppended } from './source.ts';

/**
 * Appends at exactly `offset`: bytes that are there already are not written again, a gap is not written at all.
 * The file is the truth. @returns the offset that the file has now; the worker goes on from there.
 */
export async function appendLog(actor: Actor, { lease, phase, offset, bytes }: z.infer<typeof LogAppend>): Promise<z.infer<typeof LogAck>> {
  if (bytes.length > MAX_CHUNK_BYTES) throw new TooLargeError(MAX_CHUNK_BYTES);
  return exclusively(`${lease.token} ${phase}`, async () => {
    const db = getDb();
    const { attempt, subject } = await getLease(db, actor, { lease, action: 'job.report' });
    const row = await ensurePhase(db, attempt, phase);
    if (row.logSealed) throw new ConflictError('This log is complete.');
    const file = logFiles(attempt.id, phase).plain;
    const { head, fresh } = await appendAt(file, offset, bytes);
    if (fresh.length === 0) return { offset: head };
    await noteAppended(file, head - fresh.length, fresh);
    await db.phase.update({ where: { id: row.id }, data: { logBytes: head } });
    if (subject.kind === 'build') getBus().emit('log', { buildId: subject.row.id, attempt: attempt.number, phase, offset: head - fresh.length, bytes: new Uint8Array(fresh) });
    return { offset: head };
  });
}

async function appendAt(file: string, offset: number, bytes: Uint8Array): Promise<{ head: number; fresh: Uint8Array }> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'a', 0o600);
  try {
    const { size } = await handle.stat();
    const fresh = offset > size ? bytes.subarray(0, 0) : bytes.subarray(size - offset);
    if (fresh.length > 0) await handle.appendFile(fresh);
    return { head: size + fresh.length, fresh };
  } finally {
    await handle.close();
  }
}
