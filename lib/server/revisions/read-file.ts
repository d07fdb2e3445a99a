import type { Actor } from '#lib/contract/common.ts';
import { blobFile } from '#lib/server/blobs/file.ts';
import { NotFoundError } from '#lib/server/errors.ts';
import { getRevision } from './get.ts';

/** @returns where the content of a revision's file lies. */
export async function getRevisionFile(actor: Actor, definitionId: string, number: number, path: string): Promise<{ file: string; size: number; name: string }> {
  const revision = await getRevision(actor, definitionId, number);
  const entry = revision.files.find((file) => file.path === path);
  if (entry === undefined) throw new NotFoundError(`The file ${path}`);
  return { file: blobFile(entry.sha256), size: entry.size, name: path.split('/').at(-1) ?? 'file' };
}
