import type { Actor } from '#lib/contract/common.ts';
import type { TaskKind } from '#lib/contract/tasks.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { newId } from '#lib/server/new-id.ts';
import { TASK_KINDS } from './kinds.ts';

/** Before builds: it takes seconds, and somebody waits for it. */
const PRIORITY = 10;
/** A worker that dies twice over it will die again. */
const MAX_ATTEMPTS = 2;

interface NewTask {
  kind: TaskKind;
  teamId: string;
  definitionId: string | null;
  payload: unknown;
  workerLabels: readonly string[];
  /** For the audit event. */
  detail: Record<string, unknown>;
}

/** The task with its job, queued. The caller has checked that the actor may start it. */
export async function createTask(tx: Tx, actor: Actor, { kind, teamId, definitionId, payload, workerLabels, detail }: NewTask): Promise<string> {
  const id = newId();
  const job = await tx.job.create({
    data: { id: newId(), teamId, kind, status: 'queued', priority: PRIORITY, maxAttempts: MAX_ATTEMPTS, payload: JSON.stringify(payload), labels: JSON.stringify(workerLabels) },
  });
  await tx.task.create({ data: { id, teamId, kind, definitionId, actorKind: actor.kind, actorId: actor.id, trustDomain: teamId, status: 'queued', jobId: job.id } });
  await recordAudit(tx, actor, { teamId, action: TASK_KINDS[kind].start, target: { type: kind, id }, detail });
  return id;
}
