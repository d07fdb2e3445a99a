import type { Actor } from '#lib/contract/common.ts';
import type { TemplateSummary } from '#lib/contract/templates.ts';
import { authorizeInTeam } from '#lib/server/authorization/can.ts';
import { getDb } from '#lib/server/db/client.ts';
import { presentTemplate } from './present.ts';
import { productTemplates } from './product.ts';
import { summaryOf } from './summary.ts';

/** The starting points of a new definition: those of the actor's team, newest first, then those that come with the product. */
export async function listTemplates(actor: Actor): Promise<TemplateSummary[]> {
  const teamId = authorizeInTeam(actor, 'template.read');
  const rows = await getDb().template.findMany({ where: { teamId }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] });
  return [...rows.map(presentTemplate), ...(await productTemplates())].map(summaryOf);
}
