import type { Actor } from '#lib/contract/common.ts';
import type { StoredBlob } from '#lib/contract/definitions.ts';
import type { z } from 'zod';
import { recordAudit } from '#lib/server/audit/record.ts';
import { authorizeInTeam } from '#lib/server/authorization/can.ts';
import { getConfig } from '#lib/server/config.ts';
import { inTransaction, isUniqueViolation } from '#lib/server/db/transaction.ts';
import { newId } from '#lib/server/new-id.ts';
import { blobFile } from './file.ts';
import { keepFile, storeStream } from './store-stream.ts';

const MAX_BLOB_BYTES = 32 * 1024 * 1024;

/** Keeps a file's content for the actor's team; the same content again is no error. */
export async function createBlob(actor: Actor, content: AsyncIterable<Uint8Array>): Promise<z.infer<typeof StoredBlob>> {
  const teamId = authorizeInTeam(actor, 'blob.create');
  const { temporaryFile, sha256, size } = await storeStream(content, { directory: getConfig().blobsDir, maxBytes: MAX_BLOB_BYTES });
  await keepFile(temporaryFile, blobFile(sha256));
  try {
    await inTransaction(async (tx) => {
      const id = newId();
      await tx.blob.create({ data: { id, teamId, sha256, size } });
      await recordAudit(tx, actor, { teamId, action: 'blob.create', target: { type: 'blob', id }, detail: { sha256, size } });
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
  return { sha256, size };
}
