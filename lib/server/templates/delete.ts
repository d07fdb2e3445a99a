import type { Actor } from '#lib/contract/common.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { NotFoundError } from '#lib/server/errors.ts';
import { announce } from '#lib/server/events/bus.ts';

/** Removes a team's own template; definitions made from it stay. Those of the product are not stored, so they are not found here. */
export async function deleteTemplate(actor: Actor, id: string): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await tx.template.findUnique({ where: { id } });
    if (row === null) throw new NotFoundError('This template');
    authorize(actor, 'template.delete', row);
    await tx.template.delete({ where: { id } });
    await recordAudit(tx, actor, { teamId: row.teamId, action: 'template.delete', target: { type: 'template', id }, detail: { title: row.title } });
  });
  announce('templates', id);
}
