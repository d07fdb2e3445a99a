import type { Actor } from '#lib/contract/common.ts';
import type { Inspection, StartInspection } from '#lib/contract/inspections.ts';
import { authorizeInTeam } from '#lib/server/authorization/can.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { announce, getBus } from '#lib/server/events/bus.ts';
import { checkCredentials } from '#lib/server/revisions/write.ts';
import { createTask } from '#lib/server/tasks/create.ts';
import { getInspection } from './get.ts';
import { inspectionCredentials } from './payload.ts';

/** Queues a look into an image of a registry: what is in it becomes a draft. */
export async function startInspection(actor: Actor, request: StartInspection): Promise<Inspection> {
  const teamId = authorizeInTeam(actor, 'inspection.start');
  const id = await inTransaction(async (tx) => {
    await checkCredentials(tx, teamId, inspectionCredentials(request));
    return createTask(tx, actor, { kind: 'inspect', teamId, definitionId: null, payload: request, workerLabels: request.workerLabels, detail: { image: request.image } });
  });
  announce('inspections', id);
  getBus().emit('wake');
  return getInspection(actor, id);
}
