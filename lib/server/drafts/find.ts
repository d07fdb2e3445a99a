import type { Actor } from '#lib/contract/common.ts';
import type { Draft } from '#lib/contract/drafts.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { getDb } from '#lib/server/db/client.ts';
import { getDefinitionRow } from '#lib/server/definitions/get-row.ts';
import { draftKey, presentDraft } from './row.ts';

/** The actor's own draft of a definition, or null. */
export async function findDraft(actor: Actor, definitionId: string): Promise<Draft | null> {
  const db = getDb();
  authorize(actor, 'draft.read', await getDefinitionRow(db, definitionId));
  const row = await db.draft.findUnique({ where: { definitionId_actorKind_actorId: draftKey(actor, definitionId) } });
  return row === null ? null : presentDraft(row);
}
