import type { z } from 'zod';
import type { Actor } from '#lib/contract/common.ts';
import type { AttemptReason, BuildOutcome } from '#lib/contract/builds.ts';
import type { Complete } from '#lib/contract/worker-protocol.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { ConflictError, StaleTokenError } from '#lib/server/errors.ts';
import { announce } from '#lib/server/events/bus.ts';
import { newId } from '#lib/server/new-id.ts';
import type { Build } from '#prisma/generated/client.ts';
import { getLease } from './lease.ts';
import type { LeasedAttempt } from './lease.ts';
import { closePhases, loseAttempt } from './lose.ts';

/** Ends the attempt, and with it the build, unless the worker reports the attempt itself as lost (then it is tried again). */
export async function completeAttempt(actor: Actor, { lease, reason, movedTags, notes }: z.infer<typeof Complete>): Promise<void> {
  const build = await inTransaction(async (tx) => {
    const leased = await getLease(tx, actor, { lease, action: 'job.report' });
    if (reason.kind === 'lost') await loseAttempt(tx, { attemptId: leased.attempt.id, message: reason.message });
    else await endBuild(tx, leased, { outcome: reason, movedTags, notes });
    await recordAudit(tx, actor, { teamId: leased.job.teamId, action: 'job.report', target: { type: 'build', id: leased.build.id }, result: reason.kind === 'succeeded' ? 'ok' : 'failed', detail: { attempt: lease.attempt, reason: summary(reason) } });
    return leased.build;
  });
  announce('builds', build.id);
  announce('definitions', build.definitionId);
  announce('workers', actor.id);
}

type End = { outcome: BuildOutcome; movedTags: string[]; notes: string[] };

async function endBuild(tx: Tx, { attempt, job, build }: LeasedAttempt, { outcome, movedTags, notes }: End): Promise<void> {
  const now = new Date();
  const ended = await tx.attempt.updateMany({ where: { id: attempt.id, status: 'running' }, data: { status: outcome.kind, finishedAt: now, reason: JSON.stringify(outcome) } });
  if (ended.count === 0) throw new StaleTokenError();
  await closePhases(tx, attempt.id, outcome.kind === 'cancelled' ? 'cancelled' : 'failed');
  await tx.job.update({ where: { id: job.id }, data: { status: 'done', finishedAt: now } });
  await recordPublication(tx, build, { outcome, movedTags });
  await tx.build.update({
    where: { id: build.id },
    data: {
      status: outcome.kind,
      finishedAt: now,
      outcome: JSON.stringify(withCanceller(outcome, job.cancelledBy)),
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
function withCanceller(outcome: BuildOutcome, cancelledBy: string | null): BuildOutcome {
  return outcome.kind === 'cancelled' && cancelledBy !== null ? { kind: 'cancelled', by: cancelledBy } : outcome;
}

function summary(reason: AttemptReason): string {
  return reason.kind === 'failed' ? `failed ${reason.code}` : reason.kind;
}
