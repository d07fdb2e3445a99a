import type { Actor } from '#lib/contract/common.ts';
import type { Definition } from '#lib/contract/definitions.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { getDb } from '#lib/server/db/client.ts';
import { NotFoundError } from '#lib/server/errors.ts';
import { summaryInclude, presentDefinition } from './present.ts';

export async function getDefinition(actor: Actor, id: string): Promise<Definition> {
  const db = getDb();
  const row = await db.definition.findUnique({ where: { id }, include: summaryInclude(actor) });
  if (row === null) throw new NotFoundError('This definition');
  authorize(actor, 'definition.read', row);
  const head = await db.revision.findUniqueOrThrow({ where: { definitionId_number: { definitionId: id, number: row.headRevision } }, include: { files: true } });
  return presentDefinition(row, head);
}
