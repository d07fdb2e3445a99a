import type { Actor } from '#lib/contract/common.ts';
import { FINISHED_STATUSES } from '#lib/contract/builds.ts';
import type { Build } from '#lib/contract/builds.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { ConflictError, NotFoundError } from '#lib/server/errors.ts';
import { announce, getBus } from '#lib/server/events/bus.ts';
import { getBuild } from './get.ts';

type Hint = { jobId: string; attempt: number; workerId: string };

/** A queued build ends at once; a leased one when its worker has stopped it (told by a hint now, by its heartbeat at the latest). */
export async function cancelBuild(actor: Actor, id: string): Promise<Build> {
  const hint = await inTransaction(async (tx) => {
    const build = await tx.build.findUnique({ where: { id } });
    if (build === null) throw new NotFoundError('This build');
    authorize(actor, 'build.cancel', build);
    const isFinished = FINISHED_STATUSES.some((status) => status === build.status);
    if (isFinished) throw new ConflictError('This build has already ended.');
    await recordAudit(tx, actor, { teamId: build.teamId, action: 'build.cancel', target: { type: 'build', id } });
    await tx.job.updateMany({ where: { id: build.jobId, cancelRequestedAt: null }, data: { cancelRequestedAt: new Date(), cancelledBy: actor.id } });
    return (await endQueued(tx, { id, jobId: build.jobId, by: actor.id })) ? null : leaseOf(tx, build.jobId);
  });
  if (hint !== null) getBus().emit('cancel', hint);
  announce('builds', id);
  return getBuild(actor, id);
}

/** @returns false when a worker has leased the job. */
async function endQueued(tx: Tx, { id, jobId, by }: { id: string; jobId: string; by: string }): Promise<boolean> {
  const now = new Date();
  const ended = await tx.job.updateMany({ where: { id: jobId, status: 'queued' }, data: { status: 'done', finishedAt: now } });
  if (ended.count === 0) return false;
  await tx.build.update({ where: { id }, data: { status: 'cancelled', finishedAt: now, outcome: JSON.stringify({ kind: 'cancelled', by }) } });
  return true;
}

async function leaseOf(tx: Tx, jobId: string): Promise<Hint | null> {
  const attempt = await tx.attempt.findFirst({ where: { jobId, status: 'running' } });
  return attempt === null ? null : { jobId, attempt: attempt.number, workerId: attempt.workerId };
}
