import type { Actor } from '#lib/contract/common.ts';
import type { Revision } from '#lib/contract/definitions.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { getDb } from '#lib/server/db/client.ts';
import { NotFoundError } from '#lib/server/errors.ts';
import { presentRevision } from './present.ts';

export async function getRevision(actor: Actor, definitionId: string, number: number): Promise<Revision> {
  const row = await getDb().revision.findUnique({ where: { definitionId_number: { definitionId, number } }, include: { files: true } });
  if (row === null) throw new NotFoundError(`Revision ${number}`);
  authorize(actor, 'revision.read', row);
  return presentRevision(row);
}
