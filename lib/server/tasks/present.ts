import { Actor } from '#lib/contract/common.ts';
import { TaskOutcome, TaskStatus } from '#lib/contract/tasks.ts';
import type { Task } from '#lib/contract/tasks.ts';
import { instantOrNull } from '#lib/server/builds/present-summary.ts';
import { presentAttempt } from '#lib/server/builds/present.ts';
import { whyWaiting } from '#lib/server/builds/waiting.ts';
import { getDb } from '#lib/server/db/client.ts';
import { jsonOrNull } from '#lib/server/db/json.ts';
import type { TaskRow } from './get-row.ts';

/** What every kind tells of itself, with its newest attempt. */
export async function presentTask(row: TaskRow): Promise<Task> {
  const attempt = await getDb().attempt.findFirst({
    where: { jobId: row.jobId },
    orderBy: { number: 'desc' },
    include: { worker: true, artifacts: true, phases: { orderBy: { ordinal: 'asc' }, include: { steps: true } } },
  });
  return {
    id: row.id,
    status: TaskStatus.parse(row.status),
    startedBy: Actor.parse({ kind: row.actorKind, id: row.actorId }),
    createdAt: row.createdAt.toISOString(),
    startedAt: instantOrNull(row.startedAt),
    finishedAt: instantOrNull(row.finishedAt),
    outcome: jsonOrNull(TaskOutcome, row.outcome),
    waiting: row.status === 'queued' ? await whyWaiting(row) : null,
    attempt: attempt === null ? null : presentAttempt(attempt),
  };
}
