'use client';

import { QueryView } from '#components/ui/query-view.tsx';
import type { Revision } from '#lib/contract/definitions.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { DraftFile } from '../draft.ts';
import { fileTextQuery } from '../file-text.ts';

export interface CopiedFileProps {
  path: string;
  /** The file of the draft; undefined when the draft has none. */
  file: DraftFile | undefined;
  /** Where a file that was not changed has its text. */
  head: Revision;
  children: (text: string) => ReactNode;
}

function StoredFile({ path, head, children }: Pick<CopiedFileProps, 'path' | 'head' | 'children'>) {
  const stored = useQuery(fileTextQuery(head, path));
  return <QueryView query={stored} what={path}>{({ isText, text }) => (isText ? children(text) : <p className="eef-subtle">This file is not text. It is copied as it is.</p>)}</QueryView>;
}

/** The text of a file that is copied from beside the definition. */
export function CopiedFile({ path, file, head, children }: CopiedFileProps) {
  if (file === undefined) return <p className="eef-subtle">There is no file {path} beside the definition yet. Add it in the Files tab.</p>;
  if (file.content !== null) return <>{children(file.content)}</>;
  const stored = head.files.find(({ sha256 }) => sha256 === file.sha256);
  return stored === undefined ? <p className="eef-subtle">This file can be shown when it is saved.</p> : <StoredFile path={stored.path} head={head}>{children}</StoredFile>;
}
