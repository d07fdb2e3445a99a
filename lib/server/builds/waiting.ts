import { getDb } from '#lib/server/db/client.ts';
import { stringList } from '#lib/server/db/json.ts';
import type { Job } from '#prisma/generated/client.ts';

type Waiting = { position: number; reason: string };

/** How many jobs are before this one and why it waits. */
export async function whyWaiting({ job }: { job: Job }): Promise<Waiting> {
  const db = getDb();
  const [before, workers, busy] = await Promise.all([
    db.job.count({ where: { status: 'queued', OR: [{ priority: { gt: job.priority } }, { priority: job.priority, createdAt: { lt: job.createdAt } }] } }),
    db.worker.findMany({ where: { isOnline: true } }),
    db.attempt.count({ where: { status: 'running' } }),
  ]);
  return { position: before, reason: reasonOf({ job, before, busy, workers }) };
}

function reasonOf({ job, before, busy, workers }: { job: Job; before: number; busy: number; workers: { labels: string; slots: number }[] }): string {
  if (workers.length === 0) return 'No worker is online. Start one with `npm run worker`.';
  const wanted = stringList(job.labels);
  const fitting = workers.filter((worker) => wanted.every((label) => stringList(worker.labels).includes(label)));
  if (fitting.length === 0) return `No worker that is online has the labels ${wanted.join(', ')}.`;
  if (before > 0) return `${before} ${before === 1 ? 'build is' : 'builds are'} before it.`;
  const slots = fitting.reduce((sum, worker) => sum + worker.slots, 0);
  if (busy >= slots) return 'Every slot of the workers is in use.';
  return job.attemptCount > 0 ? 'It is tried again: its worker was lost.' : 'A worker is about to take it.';
}
