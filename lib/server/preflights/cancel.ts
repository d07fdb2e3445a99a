import type { Actor } from '#lib/contract/common.ts';
import type { Preflight } from '#lib/contract/preflight.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { ConflictError, NotFoundError } from '#lib/server/errors.ts';
import { announce, getBus } from '#lib/server/events/bus.ts';
import { requestCancel } from '#lib/server/jobs/request-cancel.ts';
import { getPreflight } from './get.ts';

/** A queued preflight ends at once; a leased one when its worker has stopped it. */
export async function cancelPreflight(actor: Actor, id: string): Promise<Preflight> {
  const { lease } = await inTransaction(async (tx) => {
    const preflight = await tx.preflight.findUnique({ where: { id } });
    if (preflight === null) throw new NotFoundError('This preflight');
    authorize(actor, 'preflight.cancel', preflight);
    if (preflight.finishedAt !== null) throw new ConflictError('This preflight has already ended.');
    await recordAudit(tx, actor, { teamId: preflight.teamId, action: 'preflight.cancel', target: { type: 'preflight', id } });
    const request = await requestCancel(tx, preflight.jobId, actor);
    if (request.hasEnded) await tx.preflight.update({ where: { id }, data: { status: 'cancelled', finishedAt: new Date(), outcome: JSON.stringify({ kind: 'cancelled', by: actor.id }) } });
    return request;
  });
  if (lease !== null) getBus().emit('cancel', lease);
  announce('preflights', id);
  return getPreflight(actor, id);
}
