import { fileKindOf, lintFile } from '#lib/ee/lint/lint-file.ts';
import type { FileKind } from '#lib/ee/lint/rule.ts';
import type { DefinitionModel } from '#lib/ee/schema/validate.ts';
import { useQueries } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import type { DraftFile } from './draft.ts';
import { storedPlaceOf, storedTextQuery } from './stored-file.ts';

export interface FilesOfDraft {
  readonly definitionId: string;
  readonly revision: number;
  /** The files of that revision; null when they are not known here. */
  readonly storedFiles: readonly DraftFile[] | null;
  readonly files: readonly DraftFile[];
  /** Of the definition; null while it does not fit its schema. */
  readonly model: DefinitionModel | null;
}

/** How many findings each file has that rules know; a file whose text is still on its way has none. Follows what one types a little later. */
export function useFileProblems({ definitionId, revision, storedFiles, files, model }: FilesOfDraft): ReadonlyMap<string, number> {
  const lateModel = useDeferredValue(model);
  const stored = useQueries({
    queries: files.map((file) => {
      const query = storedTextQuery(definitionId, file, storedPlaceOf(file, revision, storedFiles));
      return { ...query, enabled: query.enabled === true && fileKindOf(file.path, lateModel) !== null };
    }),
    combine: textsOf,
  });
  return useMemo(() => new Map(files.map((file, index) => [file.path, countProblems(fileKindOf(file.path, lateModel), file.content ?? stored[index] ?? null)])), [files, stored, lateModel]);
}

function textsOf(results: readonly { data: { isText: boolean; text: string } | undefined }[]): (string | null)[] {
  return results.map(({ data }) => (data?.isText === true ? data.text : null));
}

function countProblems(kind: FileKind | null, text: string | null): number {
  return kind === null || text === null ? 0 : lintFile(kind, text).length;
}
