import type { Actor } from '#lib/contract/common.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { getDefinitionRow } from '#lib/server/definitions/get-row.ts';
import { StaleDraftError } from '#lib/server/errors.ts';
import { announce } from '#lib/server/events/bus.ts';
import { draftKey } from './row.ts';

/** @throws StaleDraftError when the draft is no longer the one of `version`: nobody throws away what he has not seen. */
export async function discardDraft(actor: Actor, definitionId: string, version: string): Promise<void> {
  await inTransaction(async (tx) => {
    const definition = await getDefinitionRow(tx, definitionId);
    authorize(actor, 'draft.discard', definition);
    const removed = await tx.draft.deleteMany({ where: { ...draftKey(actor, definitionId), version } });
    if (removed.count === 0) throw new StaleDraftError();
    await recordAudit(tx, actor, { teamId: definition.teamId, action: 'draft.discard', target: { type: 'definition', id: definitionId } });
  });
  announce('definitions', definitionId);
}
