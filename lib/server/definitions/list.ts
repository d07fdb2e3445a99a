import type { z } from 'zod';
import type { Actor } from '#lib/contract/common.ts';
import type { DefinitionListQuery, DefinitionPage } from '#lib/contract/definitions.ts';
import { authorizeInTeam } from '#lib/server/authorization/can.ts';
import { getDb } from '#lib/server/db/client.ts';
import { summaryInclude, presentDefinitionSummary } from './present.ts';

/** `q`: every word must be in the name, the description or the text. */
export async function listDefinitions(actor: Actor, query: DefinitionListQuery): Promise<z.infer<typeof DefinitionPage>> {
  const teamId = authorizeInTeam(actor, 'definition.read');
  const { page, perPage, sort, order } = query;
  const words = query.q.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const where = {
    teamId,
    archivedAt: query.archived ? { not: null } : null,
    AND: words.map((word) => ({ OR: [{ name: { contains: word } }, { description: { contains: word } }, { searchText: { contains: word } }] })),
  };
  const db = getDb();
  const [rows, total] = await Promise.all([
    db.definition.findMany({ where, orderBy: [{ [sort]: order }, { id: 'asc' }], skip: (page - 1) * perPage, take: perPage, include: summaryInclude(actor) }),
    db.definition.count({ where }),
  ]);
  return { items: rows.map(presentDefinitionSummary), total, page, perPage };
}
