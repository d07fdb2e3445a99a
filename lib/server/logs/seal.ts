import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { z } from 'zod';
import type { Actor } from '#lib/contract/common.ts';
import type { LogAck, LogSeal } from '#lib/contract/worker-protocol.ts';
import { getDb } from '#lib/server/db/client.ts';
import { ConflictError } from '#lib/server/errors.ts';
import { announceSubject, getLease } from '#lib/server/jobs/lease.ts';
import { ensurePhase } from '#lib/server/phases/ensure.ts';
import { exclusively } from './exclusively.ts';
import { logFile } from './file.ts';

/** Closes a log when length and SHA-256 are right. Too short: answered with the offset to go on from. */
export async function sealLog(actor: Actor, { lease, phase, length, sha256 }: z.infer<typeof LogSeal>): Promise<z.infer<typeof LogAck>> {
  return exclusively(`${lease.token} ${phase}`, async () => {
    const db = getDb();
    const { attempt, subject } = await getLease(db, actor, { lease, action: 'job.report' });
    const row = await ensurePhase(db, attempt, phase);
    const stored = await hashOf(logFile(attempt.id, phase));
    if (stored.length < length) return { offset: stored.length };
    if (stored.length !== length || stored.sha256 !== sha256) throw new ConflictError("The stored log is not the worker's.");
    await db.phase.update({ where: { id: row.id }, data: { logSealed: true, logBytes: length } });
    announceSubject(subject);
    return { offset: length };
  });
}

async function hashOf(file: string): Promise<{ length: number; sha256: string }> {
  const hash = createHash('sha256');
  const handle = await open(file, 'a+', 0o600).catch(() => null);
  if (handle === null) return { length: 0, sha256: hash.digest('hex') };
  await handle.datasync();
  await handle.close();
  let length = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    length += chunk.length;
  }
  return { length, sha256: hash.digest('hex') };
}
