import type { Actor } from '#lib/contract/common.ts';
import type { Tx } from '#lib/server/db/transaction.ts';

type Lease = { jobId: string; attempt: number; workerId: string };

/** A queued job ends at once (`hasEnded`); of a leased one the worker is to be told. */
export async function requestCancel(tx: Tx, jobId: string, actor: Actor): Promise<{ hasEnded: boolean; lease: Lease | null }> {
  await tx.job.updateMany({ where: { id: jobId, cancelRequestedAt: null }, data: { cancelRequestedAt: new Date(), cancelledBy: actor.id } });
  const ended = await tx.job.updateMany({ where: { id: jobId, status: 'queued' }, data: { status: 'done', finishedAt: new Date() } });
  if (ended.count > 0) return { hasEnded: true, lease: null };
  const attempt = await tx.attempt.findFirst({ where: { jobId, status: 'running' } });
  return { hasEnded: false, lease: attempt === null ? null : { jobId, attempt: attempt.number, workerId: attempt.workerId } };
}
