import type { Revision } from '#lib/contract/definitions.ts';
import { queryOptions } from '@tanstack/react-query';
import { fetchRevisionFile } from './data.ts';

export const MAX_TEXT_BYTES = 1024 * 1024;

export interface FileText {
  readonly isText: boolean;
  readonly text: string;
}

/** Bytes as text when they are UTF-8 without NUL and not too long for an editor. */
export function decodeText(bytes: ArrayBuffer): FileText {
  if (bytes.byteLength > MAX_TEXT_BYTES) return { isText: false, text: '' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\0') ? { isText: false, text: '' } : { isText: true, text };
  } catch {
    return { isText: false, text: '' };
  }
}

/** The text of a file in a revision; empty when the revision has no such file. */
export function fileTextQuery(revision: Pick<Revision, 'definitionId' | 'number' | 'files'>, path: string) {
  const file = revision.files.find((candidate) => candidate.path === path);
  return queryOptions({
    queryKey: ['file', revision.definitionId, file?.sha256 ?? null, path],
    queryFn: async (): Promise<FileText> => (file === undefined ? { isText: true, text: '' } : decodeText(await fetchRevisionFile(revision.definitionId, revision.number, path))),
    staleTime: Infinity,
  });
}
