import type { Actor } from '#lib/contract/common.ts';
import type { Template } from '#lib/contract/templates.ts';
import { authorize, authorizeInTeam } from '#lib/server/authorization/can.ts';
import { getDb } from '#lib/server/db/client.ts';
import { NotFoundError } from '#lib/server/errors.ts';
import { presentTemplate } from './present.ts';
import { productTemplates } from './product.ts';

export async function getTemplate(actor: Actor, id: string): Promise<Template> {
  authorizeInTeam(actor, 'template.read');
  const shipped = (await productTemplates()).find((template) => template.id === id);
  if (shipped !== undefined) return shipped;
  const row = await getDb().template.findUnique({ where: { id } });
  if (row === null) throw new NotFoundError('This template');
  authorize(actor, 'template.read', row);
  return presentTemplate(row);
}
