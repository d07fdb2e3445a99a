import type { Actor } from '#lib/contract/common.ts';
import type { Revision, SaveRevision } from '#lib/contract/definitions.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { draftKey } from '#lib/server/drafts/row.ts';
import { getDefinitionRow } from '#lib/server/definitions/get-row.ts';
import { StaleRevisionError } from '#lib/server/errors.ts';
import { announce } from '#lib/server/events/bus.ts';
import { getRevision } from './get.ts';
import { writeRevision } from './write.ts';

/**
 * The draft that was saved goes in the same transaction; one that another tab wrote to meanwhile stays.
 * @throws StaleRevisionError when `baseRevision` is no longer the newest.
 */
export async function saveRevision(actor: Actor, definitionId: string, input: SaveRevision): Promise<Revision> {
  const number = input.baseRevision + 1;
  await inTransaction(async (tx) => {
    const definition = await getDefinitionRow(tx, definitionId);
    authorize(actor, 'revision.save', definition);
    const raised = await tx.definition.updateMany({ where: { id: definitionId, headRevision: input.baseRevision }, data: { headRevision: number } });
    if (raised.count === 0) throw new StaleRevisionError(definition.headRevision);
    if (typeof input.draftVersion === 'string') await tx.draft.deleteMany({ where: { ...draftKey(actor, definitionId), version: input.draftVersion } });
    await writeRevision(tx, actor, { ...input, teamId: definition.teamId, definitionId, number });
    await recordAudit(tx, actor, { teamId: definition.teamId, action: 'revision.save', target: { type: 'definition', id: definitionId }, detail: { revision: number } });
  });
  announce('definitions', definitionId);
  return getRevision(actor, definitionId, number);
}
