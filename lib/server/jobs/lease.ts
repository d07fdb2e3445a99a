import type { Actor } from '#lib/contract/common.ts';
import { TaskKind } from '#lib/contract/tasks.ts';
import type { Lease } from '#lib/contract/worker-protocol.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import type { Action } from '#lib/server/authorization/actions.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { ConflictError, StaleTokenError } from '#lib/server/errors.ts';
import { announce } from '#lib/server/events/bus.ts';
import { TASK_KINDS } from '#lib/server/tasks/kinds.ts';
import type { Attempt, Build, Job, Task } from '#prisma/generated/client.ts';

/** What a job is about. */
export type Subject = { kind: 'build'; row: Build } | { kind: 'preflight'; row: Task } | { kind: 'inspect'; row: Task };
export type LeasedAttempt = { attempt: Attempt; job: Job; subject: Subject };

/**
 * The fence before every write of a worker: its token must be that of the attempt that runs, and the worker the one that holds it.
 * @throws StaleTokenError
 */
export async function getLease(tx: Tx, actor: Actor, { lease, action }: { lease: Lease; action: Action }): Promise<LeasedAttempt> {
  const attempt = await tx.attempt.findUnique({ where: { token: lease.token }, include: { job: { include: { build: true, task: true } } } });
  if (attempt === null) throw new StaleTokenError();
  const isCurrent = attempt.status === 'running' && attempt.jobId === lease.jobId && attempt.number === lease.attempt && attempt.workerId === actor.id;
  if (!isCurrent) throw new StaleTokenError();
  const { job } = attempt;
  authorize(actor, action, job);
  const subject = subjectOf(job);
  if (subject === null) throw new StaleTokenError();
  return { attempt, job, subject };
}

export function subjectOf({ build, task }: { build: Build | null; task: Task | null }): Subject | null {
  if (build !== null) return { kind: 'build', row: build };
  return task === null ? null : { kind: TaskKind.parse(task.kind), row: task };
}

/** The build that a lease must be for. */
export function buildOf({ subject }: LeasedAttempt): Build {
  if (subject.kind === 'build') return subject.row;
  throw new ConflictError('Only a build may do this.');
}

export function announceSubject({ kind, row }: Subject): void {
  announce(kind === 'build' ? 'builds' : TASK_KINDS[kind].topic, row.id);
}
