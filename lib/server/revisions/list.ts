import type { Actor } from '#lib/contract/common.ts';
import type { RevisionSummary } from '#lib/contract/definitions.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { getDb } from '#lib/server/db/client.ts';
import { getDefinitionRow } from '#lib/server/definitions/get-row.ts';
import { presentRevisionSummary } from './present.ts';

type Page = { page: number; perPage: number };

/** Newest first. */
export async function listRevisions(actor: Actor, definitionId: string, { page, perPage }: Page): Promise<{ items: RevisionSummary[]; total: number } & Page> {
  const db = getDb();
  authorize(actor, 'revision.read', await getDefinitionRow(db, definitionId));
  const where = { definitionId };
  const [rows, total] = await Promise.all([
    db.revision.findMany({ where, orderBy: { number: 'desc' }, skip: (page - 1) * perPage, take: perPage, omit: { text: true, settings: true } }),
    db.revision.count({ where }),
  ]);
  return { items: rows.map(presentRevisionSummary), total, page, perPage };
}
