import type { z } from 'zod';
import type { Actor } from '#lib/contract/common.ts';
import type { CollectionListQuery, CollectionPage } from '#lib/contract/collections.ts';
import { authorizeInTeam } from '#lib/server/authorization/can.ts';
import { getDb } from '#lib/server/db/client.ts';
import { presentCollection } from './present.ts';

/** By name. `q`: parts of namespace.name. */
export async function listCollections(actor: Actor, { q, page, perPage }: z.infer<typeof CollectionListQuery>): Promise<z.infer<typeof CollectionPage>> {
  const teamId = authorizeInTeam(actor, 'collection.read');
  const words = q.toLowerCase().split(/[\s.]+/).filter((word) => word !== '');
  const where = { teamId, AND: words.map((word) => ({ OR: [{ namespace: { contains: word } }, { name: { contains: word } }] })) };
  const db = getDb();
  const [rows, total] = await Promise.all([
    db.galaxyCollection.findMany({ where, orderBy: [{ namespace: 'asc' }, { name: 'asc' }, { createdAt: 'desc' }], skip: (page - 1) * perPage, take: perPage }),
    db.galaxyCollection.count({ where }),
  ]);
  return { items: rows.map(presentCollection), total, page, perPage };
}
