import type { Actor } from '#lib/contract/common.ts';
import type { TaskKind } from '#lib/contract/tasks.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { getDb } from '#lib/server/db/client.ts';
import { NotFoundError } from '#lib/server/errors.ts';
import type { Definition, Job, Task } from '#prisma/generated/client.ts';
import { TASK_KINDS } from './kinds.ts';

export type TaskRow = Task & { job: Job; definition: Definition | null };

/** The stored task after the check that the actor may read it. */
export async function getTaskRow(actor: Actor, kind: TaskKind, id: string): Promise<TaskRow> {
  const row = await getDb().task.findUnique({ where: { id, kind }, include: { job: true, definition: true } });
  if (row === null) throw new NotFoundError(TASK_KINDS[kind].name);
  authorize(actor, TASK_KINDS[kind].read, row);
  return row;
}
