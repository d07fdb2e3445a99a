import type { Actor } from '#lib/contract/common.ts';
import type { Lease } from '#lib/contract/worker-protocol.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import type { Action } from '#lib/server/authorization/actions.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { StaleTokenError } from '#lib/server/errors.ts';
import type { Attempt, Build, Job } from '#prisma/generated/client.ts';

export type LeasedAttempt = { attempt: Attempt; job: Job; build: Build };

/**
 * The fence before every write of a worker: its token must be that of the attempt that runs, and the worker the one that holds it.
 * @throws StaleTokenError
 */
export async function getLease(tx: Tx, actor: Actor, { lease, action }: { lease: Lease; action: Action }): Promise<LeasedAttempt> {
  const attempt = await tx.attempt.findUnique({ where: { token: lease.token }, include: { job: { include: { build: true } } } });
  if (attempt === null) throw new StaleTokenError();
  const isCurrent = attempt.status === 'running' && attempt.jobId === lease.jobId && attempt.number === lease.attempt && attempt.workerId === actor.id;
  if (!isCurrent) throw new StaleTokenError();
  const { job } = attempt;
  authorize(actor, action, job);
  if (job.build === null) throw new StaleTokenError();
  return { attempt, job, build: job.build };
}
