import { getDb } from '#lib/server/db/client.ts';
import { stringList } from '#lib/server/db/json.ts';
import { findBlocker } from '#lib/server/jobs/blocker.ts';
import { teamLimit } from '#lib/server/jobs/queue.ts';
import type { Build, Job } from '#prisma/generated/client.ts';

type Waiting = { position: number; reason: string };

/** How many jobs of its team are before this one and why it waits. */
export async function whyWaiting({ job }: { job: Job }): Promise<Waiting> {
  const db = getDb();
  const { teamId, priority, createdAt } = job;
  const [before, workers, busy, ofTeam] = await Promise.all([
    db.job.count({ where: { status: 'queued', teamId, OR: [{ priority: { gt: priority } }, { priority, createdAt: { lt: createdAt } }] } }),
    db.worker.findMany({ where: { isOnline: true, OR: [{ teamId: null }, { teamId }] } }),
    db.attempt.count({ where: { status: 'running' } }),
    db.attempt.count({ where: { status: 'running', teamId } }),
  ]);
  return { position: before, reason: reasonOf({ job, before, busy, ofTeam, workers }) };
}

/** Of a build that runs: its image is pushed, and another one is moving the tags that it wants. */
export async function whyUnpublished(build: Build): Promise<Waiting | null> {
  const db = getDb();
  const isPublishing = await db.phase.count({ where: { name: 'publish', status: 'running', attempt: { jobId: build.jobId, status: 'running' } } });
  const blocker = isPublishing === 0 ? null : await findBlocker(db, build);
  return blocker === null ? null : { position: 0, reason: `Its tags move after those of build ${blocker.number}, which is moving them now.` };
}

type Situation = { job: Job; before: number; busy: number; ofTeam: number; workers: { labels: string; slots: number }[] };

function reasonOf({ job, before, busy, ofTeam, workers }: Situation): string {
  if (workers.length === 0) return 'No worker is online. Start one with `npm run worker`.';
  const wanted = stringList(job.labels);
  const fitting = workers.filter((worker) => wanted.every((label) => stringList(worker.labels).includes(label)));
  if (fitting.length === 0) return `No worker that is online has the labels ${wanted.join(', ')}.`;
  if (ofTeam >= teamLimit()) return `Your team has ${plural(ofTeam, 'job')} at work, as many as it may have at once.`;
  const slots = fitting.reduce((sum, worker) => sum + worker.slots, 0);
  if (busy >= slots) return 'Every slot of the workers is in use.';
  if (before > 0) return `${plural(before, 'build')} ${before === 1 ? 'is' : 'are'} before it.`;
  return job.attemptCount > 0 ? 'It is tried again: its worker was lost.' : 'A worker is about to take it.';
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
