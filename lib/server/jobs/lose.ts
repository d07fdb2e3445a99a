import type { BuildOutcome } from '#lib/contract/builds.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import type { Job } from '#prisma/generated/client.ts';

type Lost = { attemptId: string; message: string };

/**
 * Ends an attempt whose worker is gone: its job is queued again up to maxAttempts, then failed; a cancelled one is cancelled.
 * @returns false when the attempt had ended before.
 */
export async function loseAttempt(tx: Tx, { attemptId, message }: Lost): Promise<boolean> {
  const now = new Date();
  const lost = await tx.attempt.updateMany({ where: { id: attemptId, status: 'running' }, data: { status: 'lost', finishedAt: now, reason: JSON.stringify({ kind: 'lost', message }) } });
  if (lost.count === 0) return false;
  await closePhases(tx, attemptId, 'failed');
  const { job } = await tx.attempt.findUniqueOrThrow({ where: { id: attemptId }, include: { job: true } });
  const outcome = outcomeOf(job, message);
  if (outcome === null) {
    await tx.job.updateMany({ where: { id: job.id, status: 'leased' }, data: { status: 'queued', availableAt: now } });
    await updateSubject(tx, job.id, { status: 'queued', startedAt: null });
    return true;
  }
  await tx.job.updateMany({ where: { id: job.id, status: 'leased' }, data: { status: 'done', finishedAt: now } });
  await updateSubject(tx, job.id, { status: outcome.kind, finishedAt: now, outcome: JSON.stringify(outcome) });
  return true;
}

/** The build or the task of a job. */
async function updateSubject(tx: Tx, jobId: string, data: { status: string; startedAt?: null; finishedAt?: Date; outcome?: string }): Promise<void> {
  await tx.build.updateMany({ where: { jobId }, data });
  await tx.task.updateMany({ where: { jobId }, data });
}

/** Ends the phases and steps of an attempt that are still open. */
export async function closePhases(tx: Tx, attemptId: string, status: 'failed' | 'cancelled'): Promise<void> {
  const now = new Date();
  await tx.step.updateMany({ where: { phase: { attemptId }, status: 'running' }, data: { status, finishedAt: now } });
  await tx.phase.updateMany({ where: { attemptId, status: 'running' }, data: { status, finishedAt: now } });
  await tx.phase.updateMany({ where: { attemptId, status: 'pending' }, data: { status: 'skipped' } });
}

function outcomeOf(job: Job, message: string): BuildOutcome | null {
  if (job.cancelRequestedAt !== null) return { kind: 'cancelled', by: job.cancelledBy ?? '' };
  if (job.attemptCount < job.maxAttempts) return null;
  const text = `${message} This was attempt ${job.attemptCount} of ${job.maxAttempts}. Look at the worker's log and doctor, then try again.`;
  return { kind: 'failed', code: 'worker_lost', message: text, phase: null, step: null, exitCode: null, lastLines: [] };
}
