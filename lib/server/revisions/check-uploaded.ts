import type { Tx } from '#lib/server/db/transaction.ts';
import { InvalidRequestError } from '#lib/server/errors.ts';

/** @throws InvalidRequestError that names each file whose content the team has not uploaded. */
export async function checkUploaded(tx: Tx, teamId: string, files: readonly { path: string; sha256: string; size: number }[]): Promise<void> {
  if (files.length === 0) return;
  const blobs = await tx.blob.findMany({ where: { teamId, sha256: { in: files.map((file) => file.sha256) } } });
  const sizes = new Map(blobs.map((blob) => [blob.sha256, blob.size]));
  const missing = files.filter((file) => sizes.get(file.sha256) !== file.size);
  if (missing.length === 0) return;
  throw new InvalidRequestError('Upload the content of each file first.', missing.map((file) => ({ path: `files.${file.path}`, message: 'Its content was not uploaded.' })));
}
