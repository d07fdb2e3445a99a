import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import type { Actor } from '#lib/contract/common.ts';
import type { LogAck, LogSeal } from '#lib/contract/worker-protocol.ts';
import { getDb } from '#lib/server/db/client.ts';
import { ConflictError } from '#lib/server/errors.ts';
import { announceSubject, getLease } from '#lib/server/jobs/lease.ts';
import { ensurePhase } from '#lib/server/phases/ensure.ts';
import { getBus } from '#lib/server/events/bus.ts';
import type { Phase } from '#prisma/generated/client.ts';
import { exclusively } from './exclusively.ts';
import { logFiles } from './file.ts';
import { LineMarks } from './line-marks.ts';

const READ_BYTES = 256 * 1024;

/** Closes a log when length and SHA-256 are right. Too short: answered with the offset to go on from. */
export async function sealLog(actor: Actor, { lease, phase, length, sha256 }: z.infer<typeof LogSeal>): Promise<z.infer<typeof LogAck>> {
  return exclusively(`${lease.token} ${phase}`, async () => {
    const db = getDb();
    const { attempt, subject } = await getLease(db, actor, { lease, action: 'job.report' });
    const row = await ensurePhase(db, attempt, phase);
    if (row.logSealed) return askedAgain(row, length);
    const stored = await hashOf(logFiles(attempt.id, phase).plain);
    if (stored.length < length) return { offset: stored.length };
    if (stored.length !== length || stored.sha256 !== sha256) throw new ConflictError("The stored log is not the worker's.");
    await db.phase.update({ where: { id: row.id }, data: { logSealed: true, logBytes: length, logLines: stored.lines } });
    announceSubject(subject);
    getBus().emit('logSealed');
    return { offset: length };
  });
}

/** By a worker that was started again: what it once checked may be packed by now. */
function askedAgain({ logBytes }: Phase, length: number): z.infer<typeof LogAck> {
  if (logBytes !== length) throw new ConflictError("The stored log is not the worker's.");
  return { offset: length };
}

async function hashOf(file: string): Promise<{ length: number; lines: number; sha256: string }> {
  const hash = createHash('sha256');
  const marks = new LineMarks();
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'a+', 0o600);
  await handle.datasync();
  await handle.close();
  for await (const chunk of createReadStream(file, { highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    marks.push(chunk);
  }
  const lines = marks.newlines + (marks.lineStart < marks.bytes ? 1 : 0);
  return { length: marks.bytes, lines, sha256: hash.digest('hex') };
}
