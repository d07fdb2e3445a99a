import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Actor } from '#lib/contract/common.ts';
import type { GalaxyCollection } from '#lib/contract/collections.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { authorizeInTeam } from '#lib/server/authorization/can.ts';
import { keepFile, storeStream } from '#lib/server/blobs/store-stream.ts';
import type { StoredFile } from '#lib/server/blobs/store-stream.ts';
import { getConfig } from '#lib/server/config.ts';
import { inTransaction, isUniqueViolation } from '#lib/server/db/transaction.ts';
import { ConflictError } from '#lib/server/errors.ts';
import { announce } from '#lib/server/events/bus.ts';
import { newId } from '#lib/server/new-id.ts';
import type { GalaxyCollection as CollectionRow } from '#prisma/generated/client.ts';
import { checkTarball } from './check-tarball.ts';
import type { Manifest } from './manifest.ts';
import { presentCollection } from './present.ts';

const MAX_TARBALL_BYTES = 256 * 1024 * 1024;

/** Takes a collection tarball; a version that is there already is never replaced. */
export async function createCollection(actor: Actor, content: AsyncIterable<Uint8Array>): Promise<GalaxyCollection> {
  const teamId = authorizeInTeam(actor, 'collection.create');
  const directory = getConfig().collectionsDir;
  const stored = await storeStream(content, { directory, maxBytes: MAX_TARBALL_BYTES });
  try {
    const manifest = await checkTarball(stored.temporaryFile);
    const row = await insertCollection(actor, { teamId, manifest, stored, fileName: fileNameOf(manifest) });
    announce('collections', row.id);
    return presentCollection(row);
  } finally {
    await rm(stored.temporaryFile, { force: true });
  }
}

type NewCollection = { teamId: string; manifest: Manifest; stored: StoredFile; fileName: string };

/** The file comes to its place before the transaction is committed: a row never points to nothing. */
async function insertCollection(actor: Actor, { teamId, manifest, stored, fileName }: NewCollection): Promise<CollectionRow> {
  const { namespace, name, version, dependencies } = manifest.collection_info;
  try {
    return await inTransaction(async (tx) => {
      const id = newId();
      const row = await tx.galaxyCollection.create({ data: { id, teamId, namespace, name, version, fileName, sha256: stored.sha256, size: stored.size, dependencies: JSON.stringify(dependencies), createdBy: actor.id } });
      await recordAudit(tx, actor, { teamId, action: 'collection.create', target: { type: 'collection', id }, detail: { namespace, name, version } });
      await keepFile(stored.temporaryFile, path.join(getConfig().collectionsDir, fileName));
      return row;
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new ConflictError(`${namespace}.${name} ${version} is there already. Delete it first, or raise the version.`);
    throw error;
  }
}

export function fileNameOf({ collection_info: { namespace, name, version } }: Manifest): string {
  return `${namespace}-${name}-${version}.tar.gz`;
}
