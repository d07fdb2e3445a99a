import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Actor } from '#lib/contract/common.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { getConfig } from '#lib/server/config.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { NotFoundError } from '#lib/server/errors.ts';
import { announce } from '#lib/server/events/bus.ts';

/** The file goes first: a file without a row would be indexed again. */
export async function deleteCollection(actor: Actor, id: string): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await tx.galaxyCollection.findUnique({ where: { id } });
    if (row === null) throw new NotFoundError('This collection');
    authorize(actor, 'collection.delete', row);
    await rm(path.join(getConfig().collectionsDir, row.fileName), { force: true });
    await tx.galaxyCollection.delete({ where: { id } });
    const { namespace, name, version } = row;
    await recordAudit(tx, actor, { teamId: row.teamId, action: 'collection.delete', target: { type: 'collection', id }, detail: { namespace, name, version } });
  });
  announce('collections', id);
}
