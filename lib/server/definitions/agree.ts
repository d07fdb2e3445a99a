import type { Actor } from '#lib/contract/common.ts';
import type { Definition } from '#lib/contract/definitions.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { announce } from '#lib/server/events/bus.ts';
import { getDefinitionRow } from './get-row.ts';
import { getDefinition } from './get.ts';

/** The author agrees, or no longer agrees, that the definition's own steps could read the Galaxy configuration. */
export async function setSecretMountAgreement(actor: Actor, id: string, isAgreed: boolean): Promise<Definition> {
  await inTransaction(async (tx) => {
    const row = await getDefinitionRow(tx, id);
    authorize(actor, 'definition.agree', row);
    const data = isAgreed ? { secretMountAgreedAt: new Date(), secretMountAgreedBy: actor.id } : { secretMountAgreedAt: null, secretMountAgreedBy: null };
    await tx.definition.update({ where: { id }, data });
    await recordAudit(tx, actor, { teamId: row.teamId, action: 'definition.agree', target: { type: 'definition', id }, detail: { isAgreed } });
  });
  announce('definitions', id);
  return getDefinition(actor, id);
}
