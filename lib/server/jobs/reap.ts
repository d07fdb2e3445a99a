import { LEASE_TTL_MS } from '#lib/contract/worker-protocol.ts';
import type { Actor } from '#lib/contract/common.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { SYSTEM, authorize } from '#lib/server/authorization/can.ts';
import { getDb } from '#lib/server/db/client.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { announce, getBus } from '#lib/server/events/bus.ts';
import { log } from '#lib/server/log.ts';
import { announceSubject, subjectOf } from './lease.ts';
import { loseAttempt } from './lose.ts';

const REAP_EVERY_MS = 5_000;
const BATCH = 100;

/** Ends the attempts whose lease has run out. @returns how many. */
export async function reapAttempts(actor: Actor, now = new Date()): Promise<number> {
  authorize(actor, 'job.reap', { teamId: null });
  const expired = await getDb().attempt.findMany({ where: { status: 'running', leaseExpiresAt: { lt: now } }, take: BATCH, include: { worker: true, job: { include: { build: true, task: true } } } });
  let count = 0;
  for (const { id, worker, job } of expired) {
    const isLost = await inTransaction(async (tx) => {
      const stillExpired = await tx.attempt.count({ where: { id, leaseExpiresAt: { lt: now } } });
      if (stillExpired === 0) return false;
      await recordAudit(tx, actor, { teamId: job.teamId, action: 'job.reap', target: { type: 'attempt', id }, detail: { worker: worker.name } });
      return loseAttempt(tx, { attemptId: id, message: `Worker ${worker.name} was not heard of for ${LEASE_TTL_MS / 1000} seconds.` });
    });
    if (!isLost) continue;
    count += 1;
    const subject = subjectOf(job);
    if (subject !== null) announceSubject(subject);
    announce('workers', worker.id);
  }
  if (count > 0) getBus().emit('wake');
  return count;
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
