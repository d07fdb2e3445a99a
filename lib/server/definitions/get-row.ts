import { NotFoundError } from '#lib/server/errors.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import type { Definition } from '#prisma/generated/client.ts';

export async function getDefinitionRow(tx: Tx, id: string): Promise<Definition> {
  const row = await tx.definition.findUnique({ where: { id } });
  if (row === null) throw new NotFoundError('This definition');
  return row;
}
