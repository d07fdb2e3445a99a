import { queryOptions } from '@tanstack/react-query';
import { fetchRevisionFile } from './data.ts';
import type { DraftFile } from './draft.ts';
import { decodeText } from './file-text.ts';

/** Where a file's content can be read: a revision, and the file's name there, which may have changed since. */
export interface StoredPlace {
  readonly revision: number;
  readonly path: string;
}

/** @param storedFiles those of `revision`; null when they are not known here. @returns null for a file that no revision has yet. */
export function storedPlaceOf(file: DraftFile, revision: number, storedFiles: readonly DraftFile[] | null): StoredPlace | null {
  if (storedFiles === null) return { revision, path: file.path };
  const stored = storedFiles.find((candidate) => candidate.sha256 !== null && candidate.sha256 === file.sha256);
  return stored === undefined ? null : { revision, path: stored.path };
}

/** The stored content of a file that was not changed here. */
export function storedTextQuery(definitionId: string, file: DraftFile, stored: StoredPlace | null) {
  return queryOptions({
    queryKey: ['file', definitionId, file.sha256, stored],
    queryFn: async () => (stored === null ? { isText: false, text: '' } : decodeText(await fetchRevisionFile(definitionId, stored.revision, stored.path))),
    staleTime: Infinity,
    enabled: file.content === null,
  });
}
