import type { Actor } from '#lib/contract/common.ts';
import type { Revision } from '#lib/contract/definitions.ts';
import { getDb } from '#lib/server/db/client.ts';
import { getDefinitionRow } from '#lib/server/definitions/get-row.ts';
import { getRevision } from './get.ts';
import { saveRevision } from './save.ts';

/** Saves an older revision's content as the newest one; history stays. */
export async function restoreRevision(actor: Actor, definitionId: string, number: number): Promise<Revision> {
  const { text, files, settings } = await getRevision(actor, definitionId, number);
  const { headRevision } = await getDefinitionRow(getDb(), definitionId);
  return saveRevision(actor, definitionId, { baseRevision: headRevision, text, files, settings, message: `Restored revision ${number}` });
}
