import type { Actor } from '#lib/contract/common.ts';
import type { TaskKind } from '#lib/contract/tasks.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { ConflictError, NotFoundError } from '#lib/server/errors.ts';
import { announce, getBus } from '#lib/server/events/bus.ts';
import { requestCancel } from '#lib/server/jobs/request-cancel.ts';
import { TASK_KINDS } from './kinds.ts';

/** A queued task ends at once; a leased one when its worker has stopped it. */
export async function cancelTask(actor: Actor, kind: TaskKind, id: string): Promise<void> {
  const { name, topic, cancel } = TASK_KINDS[kind];
  const { lease } = await inTransaction(async (tx) => {
    const task = await tx.task.findUnique({ where: { id, kind } });
    if (task === null) throw new NotFoundError(name);
    authorize(actor, cancel, task);
    if (task.finishedAt !== null) throw new ConflictError(`${name} has already ended.`);
    await recordAudit(tx, actor, { teamId: task.teamId, action: cancel, target: { type: kind, id } });
    const request = await requestCancel(tx, task.jobId, actor);
    if (request.hasEnded) await tx.task.update({ where: { id }, data: { status: 'cancelled', finishedAt: new Date(), outcome: JSON.stringify({ kind: 'cancelled', by: actor.id }) } });
    return request;
  });
  if (lease !== null) getBus().emit('cancel', lease);
  announce(topic, id);
}
