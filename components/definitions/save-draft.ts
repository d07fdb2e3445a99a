import type { Revision } from '#lib/contract/definitions.ts';
import { saveRevision, uploadBlob } from './data.ts';
import type { Draft, DraftFile } from './draft.ts';

/** A file as the server has it; its text goes up first where it was changed. */
export async function storedFile({ path, executable, size, sha256, content }: DraftFile) {
  if (content !== null) return { path, executable, ...(await uploadBlob(new Blob([content]))) };
  if (sha256 === null) throw new Error(`${path} has no content. Remove it in the Files tab and add it again.`);
  return { path, executable, size, sha256 };
}

/** Sends changed files first, then the revision; with it goes the server's draft, if it is still that of `version`. */
export async function saveDraft(definitionId: string, { draft, version, message }: { draft: Draft; version: string | null; message: string }): Promise<Revision> {
  const files = await Promise.all(draft.files.map(storedFile));
  return saveRevision(definitionId, { baseRevision: draft.baseRevision, text: draft.text, files, settings: draft.settings, message, draftVersion: version });
}
