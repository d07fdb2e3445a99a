import type { GalaxyCollection } from '#lib/contract/collections.ts';
import { stringRecord } from '#lib/server/db/json.ts';
import type { GalaxyCollection as CollectionRow } from '#prisma/generated/client.ts';

export function presentCollection(row: CollectionRow): GalaxyCollection {
  const { id, namespace, name, version, sha256, size } = row;
  return { id, namespace, name, version, sha256, size, dependencies: stringRecord(row.dependencies), createdAt: row.createdAt.toISOString() };
}
