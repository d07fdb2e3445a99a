import type { z } from 'zod';
import type { Actor } from '#lib/contract/common.ts';
import type { AttemptReason, BuildOutcome } from '#lib/contract/builds.ts';
import type { TaskOutcome } from '#lib/contract/tasks.ts';
import type { Complete } from '#lib/contract/worker-protocol.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { ConflictError, StaleTokenError } from '#lib/server/errors.ts';
import { announce } from '#lib/server/events/bus.ts';
import { newId } from '#lib/server/new-id.ts';
import { endTask } from '#lib/server/tasks/end.ts';
import type { Build } from '#prisma/generated/client.ts';
import { announceSubject, getLease } from './lease.ts';
import type { LeasedAttempt } from './lease.ts';
import { closePhases, loseAttempt } from './lose.ts';

/** Ends the attempt, and with it the build or task, unless the worker reports the attempt itself as lost (then it is tried again). */
export async function completeAttempt(actor: Actor, { lease, reason, movedTags, notes }: z.infer<typeof Complete>): Promise<void> {
  const subject = await inTransaction(async (tx) => {
    const leased = await getLease(tx, actor, { lease, action: 'job.report' });
    if (reason.kind === 'lost') await loseAttempt(tx, { attemptId: leased.attempt.id, message: reason.message });
    else await endAttempt(tx, leased, { outcome: reason, movedTags, notes });
    await recordAudit(tx, actor, { teamId: leased.job.teamId, action: 'job.report', target: { type: leased.subject.kind, id: leased.subject.row.id }, result: ['succeeded', 'checked'].includes(reason.kind) ? 'ok' : 'failed', detail: { attempt: lease.attempt, reason: summary(reason) } });
    return leased.subject;
  });
  announceSubject(subject);
  if (subject.row.definitionId !== null) announce('definitions', subject.row.definitionId);
  announce('workers', actor.id);
}

type Ended<O> = { outcome: O; movedTags: string[]; notes: string[] };
type End = Ended<BuildOutcome>;

/** Ends it and what it is about. @throws StaleTokenError when it had ended before */
export async function endAttempt(tx: Tx, { attempt, job, subject }: LeasedAttempt, end: Ended<TaskOutcome>): Promise<void> {
  const { outcome } = end;
  const now = new Date();
  const status = outcome.kind === 'checked' ? 'succeeded' : outcome.kind;
  const ended = await tx.attempt.updateMany({ where: { id: attempt.id, status: 'running' }, data: { status, finishedAt: now, reason: JSON.stringify(outcome) } });
  if (ended.count === 0) throw new StaleTokenError();
  await closePhases(tx, attempt.id, outcome.kind === 'cancelled' ? 'cancelled' : 'failed');
  await tx.job.update({ where: { id: job.id }, data: { status: 'done', finishedAt: now } });
  if (subject.kind !== 'build') await endTask(tx, subject.row, withCanceller(outcome, job.cancelledBy));
  else if (outcome.kind === 'checked') throw new ConflictError('A build does not end as a preflight does.');
  else await endBuild(tx, subject.row, { ...end, outcome: withCanceller(outcome, job.cancelledBy) });
}

async function endBuild(tx: Tx, build: Build, { outcome, movedTags, notes }: End): Promise<void> {
  await recordPublication(tx, build, { outcome, movedTags });
  await tx.build.update({
    where: { id: build.id },
    data: {
      status: outcome.kind,
      finishedAt: new Date(),
      outcome: JSON.stringify(outcome),
      publishedTags: JSON.stringify(movedTags),
      notes: JSON.stringify(notes),
      ...(outcome.kind === 'succeeded' ? {} : { digest: null }),
    },
  });
}

/** A success must be the digest that publish.request was granted for. */
async function recordPublication(tx: Tx, build: Build, { outcome, movedTags }: Omit<End, 'notes'>): Promise<void> {
  await tx.tagMove.updateMany({ where: { buildId: build.id, tag: { in: movedTags } }, data: { status: 'moved' } });
  if (outcome.kind !== 'succeeded') return;
  if (build.digest !== outcome.digest) throw new ConflictError('The digest is not the one that was granted for publication.');
  const { teamId, repository } = build;
  await tx.image.create({ data: { id: newId(), teamId, buildId: build.id, repository, digest: outcome.digest, sizeBytes: build.sizeBytes ?? 0 } });
}

/** The worker knows that it was told to stop; who asked for it is known here. */
function withCanceller<O extends TaskOutcome>(outcome: O, cancelledBy: string | null): O {
  return outcome.kind === 'cancelled' && cancelledBy !== null ? { ...outcome, by: cancelledBy } : outcome;
}

function summary(reason: AttemptReason): string {
  return reason.kind === 'failed' ? `failed ${reason.code}` : reason.kind;
}
