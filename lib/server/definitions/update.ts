import type { Actor } from '#lib/contract/common.ts';
import type { Definition, UpdateDefinition } from '#lib/contract/definitions.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { inTransaction, isUniqueViolation } from '#lib/server/db/transaction.ts';
import { ConflictError } from '#lib/server/errors.ts';
import { announce } from '#lib/server/events/bus.ts';
import { getDefinitionRow } from './get-row.ts';
import { getDefinition } from './get.ts';

/** Renames, describes, archives or brings back; the text changes through revisions only. */
export async function updateDefinition(actor: Actor, id: string, input: UpdateDefinition): Promise<Definition> {
  try {
    await inTransaction(async (tx) => {
      const row = await getDefinitionRow(tx, id);
      authorize(actor, 'definition.update', row);
      await tx.definition.update({
        where: { id },
        data: {
          ...(input.name === undefined ? {} : { name: input.name }),
          ...(input.description === undefined ? {} : { description: input.description }),
          ...(input.isArchived === undefined ? {} : { archivedAt: input.isArchived ? (row.archivedAt ?? new Date()) : null }),
          updatedAt: new Date(),
        },
      });
      await recordAudit(tx, actor, { teamId: row.teamId, action: 'definition.update', target: { type: 'definition', id }, detail: input });
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new ConflictError(`There is a definition "${input.name ?? ''}" already (perhaps archived). Choose another name.`);
    throw error;
  }
  announce('definitions', id);
  return getDefinition(actor, id);
}
