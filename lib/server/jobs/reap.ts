import { LEASE_TTL_MS } from '#lib/contract/worker-protocol.ts';
import type { Actor } from '#lib/contract/common.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { SYSTEM, authorize } from '#lib/server/authorization/can.ts';
import { getDb } from '#lib/server/db/client.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { announce, getBus } from '#lib/server/events/bus.ts';
import { log } from '#lib/server/log.ts';
import { announceSubject, subjectOf } from './lease.ts';
import { loseAttempt } from './lose.ts';
import { findPublication, settlePublished } from './settle.ts';
import type { Publication } from './settle.ts';
import type { Prisma } from '#prisma/generated/client.ts';

const REAP_EVERY_MS = 5_000;
const BATCH = 100;
/** After that a registry that does not answer no longer holds a build up. */
const ASK_REGISTRY_FOR_MS = 10 * 60_000;

/** Ends the attempts whose lease has run out. One that was moving tags is settled by what the registry shows. @returns how many. */
export async function reapAttempts(actor: Actor, now = new Date()): Promise<number> {
  authorize(actor, 'job.reap', { teamId: null });
  const expired = await getDb().attempt.findMany({ where: { status: 'running', leaseExpiresAt: { lt: now } }, take: BATCH, include: { worker: true, job: { include: { build: true, task: true } } } });
  let count = 0;
  for (const attempt of expired) {
    const subject = subjectOf(attempt.job);
    const publication: Publication = subject?.kind === 'build' ? await findPublication(subject.row) : { kind: 'undone' };
    if (publication.kind === 'unknown' && now.getTime() - attempt.leaseExpiresAt.getTime() < ASK_REGISTRY_FOR_MS) continue;
    if (!(await inTransaction((tx) => reapOne(tx, actor, { attempt, publication, now })))) continue;
    count += 1;
    if (subject !== null) announceSubject(subject);
    announce('workers', attempt.worker.id);
  }
  if (count > 0) getBus().emit('wake');
  return count;
}

type Expired = { attempt: Prisma.AttemptGetPayload<{ include: { worker: true; job: { include: { build: true; task: true } } } }>; publication: Publication; now: Date };

/** @returns false when it was renewed or ended meanwhile. */
async function reapOne(tx: Tx, actor: Actor, { attempt, publication, now }: Expired): Promise<boolean> {
  const { id, worker, job } = attempt;
  if ((await tx.attempt.count({ where: { id, status: 'running', leaseExpiresAt: { lt: now } } })) === 0) return false;
  await recordAudit(tx, actor, { teamId: job.teamId, action: 'job.reap', target: { type: 'attempt', id }, detail: { worker: worker.name, publication: publication.kind } });
  const subject = subjectOf(job);
  if (publication.kind !== 'done' || subject === null) return loseAttempt(tx, { attemptId: id, message: `Worker ${worker.name} was not heard of for ${LEASE_TTL_MS / 1000} seconds.` });
  await settlePublished(tx, { attempt, job, subject }, publication);
  return true;
}

/** Reaps from one lease time after boot on: until then workers that were not reachable may still renew. @returns how to stop it. */
export function startReaper({ firstAfterMs = LEASE_TTL_MS }: { firstAfterMs?: number } = {}): () => void {
  let timer = setTimeout(run, firstAfterMs);
  function run(): void {
    reapAttempts(SYSTEM)
      .catch((error: unknown) => {
        log.error({ err: error }, 'Expired leases could not be ended; they are tried again');
      })
      .finally(() => {
        timer = setTimeout(run, REAP_EVERY_MS);
        timer.unref();
      });
  }
  timer.unref();
  return () => {
    clearTimeout(timer);
  };
}
