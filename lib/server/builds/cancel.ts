import type { Actor } from '#lib/contract/common.ts';
import { FINISHED_STATUSES } from '#lib/contract/builds.ts';
import type { Build } from '#lib/contract/builds.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { ConflictError, NotFoundError } from '#lib/server/errors.ts';
import { announce, getBus } from '#lib/server/events/bus.ts';
import { requestCancel } from '#lib/server/jobs/request-cancel.ts';
import { getBuild } from './get.ts';

/** A queued build ends at once; a leased one when its worker has stopped it (told by a hint now, by its heartbeat at the latest). */
export async function cancelBuild(actor: Actor, id: string): Promise<Build> {
  const { lease } = await inTransaction(async (tx) => {
    const build = await tx.build.findUnique({ where: { id } });
    if (build === null) throw new NotFoundError('This build');
    authorize(actor, 'build.cancel', build);
    const isFinished = FINISHED_STATUSES.some((status) => status === build.status);
    if (isFinished) throw new ConflictError('This build has already ended.');
    await recordAudit(tx, actor, { teamId: build.teamId, action: 'build.cancel', target: { type: 'build', id } });
    const request = await requestCancel(tx, build.jobId, actor);
    if (request.hasEnded) await tx.build.update({ where: { id }, data: { status: 'cancelled', finishedAt: new Date(), outcome: JSON.stringify({ kind: 'cancelled', by: actor.id }) } });
    return request;
  });
  if (lease !== null) getBus().emit('cancel', lease);
  announce('builds', id);
  return getBuild(actor, id);
}
