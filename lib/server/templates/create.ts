import type { Actor } from '#lib/contract/common.ts';
import type { CreateTemplate, Template } from '#lib/contract/templates.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { inTransaction, isUniqueViolation } from '#lib/server/db/transaction.ts';
import { getDefinitionRow } from '#lib/server/definitions/get-row.ts';
import { ConflictError, NotFoundError } from '#lib/server/errors.ts';
import { announce } from '#lib/server/events/bus.ts';
import { newId } from '#lib/server/new-id.ts';
import { presentRevision } from '#lib/server/revisions/present.ts';
import { getTemplate } from './get.ts';

/** Makes a revision's text and files a starting point for the whole team. */
export async function createTemplate(actor: Actor, input: CreateTemplate): Promise<Template> {
  const id = newId();
  try {
    await inTransaction(async (tx) => {
      const definition = await getDefinitionRow(tx, input.definitionId);
      authorize(actor, 'template.create', definition);
      const number = input.revision ?? definition.headRevision;
      const row = await tx.revision.findUnique({ where: { definitionId_number: { definitionId: definition.id, number } }, include: { files: true } });
      if (row === null) throw new NotFoundError(`Revision ${number}`);
      const { text, files } = presentRevision(row);
      const { title, description, tags } = input;
      await tx.template.create({ data: { id, teamId: definition.teamId, title, description, tags: JSON.stringify([...new Set(tags)]), text, files: JSON.stringify(files), createdBy: actor.id } });
      await recordAudit(tx, actor, { teamId: definition.teamId, action: 'template.create', target: { type: 'template', id }, detail: { title, definitionId: definition.id, revision: number } });
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new ConflictError(`Your team has a template "${input.title}" already. Choose another title, or remove that one first.`);
    throw error;
  }
  announce('templates', id);
  return getTemplate(actor, id);
}
