'use client';

import { CodeEditor } from '#components/editor/code-editor.tsx';
import { languageOf } from '#components/editor/language-of.ts';
import { QueryView } from '#components/ui/query-view.tsx';
import { EmptyView } from '#components/ui/states.tsx';
import { FileIcon } from '@patternfly/react-icons';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { fetchRevisionFile } from './data.ts';
import type { DraftFile } from './draft.ts';
import { decodeText } from './file-text.ts';

export interface StoredPlace {
  readonly revision: number;
  /** The file's name there: it may have been renamed since. */
  readonly path: string;
}

export interface FileEditorProps {
  definitionId: string;
  file: DraftFile;
  /** Where the file's stored content can be read; null when no revision has it yet. */
  stored: StoredPlace | null;
  onText: (text: string) => void;
}

function storedTextQuery({ definitionId, file, stored }: FileEditorProps) {
  return queryOptions({
    queryKey: ['file', definitionId, file.sha256, stored],
    queryFn: async () => (stored === null ? { isText: false, text: '' } : decodeText(await fetchRevisionFile(definitionId, stored.revision, stored.path))),
    staleTime: Infinity,
    enabled: file.content === null,
  });
}

/** Edits one text file of the draft; other files are only named. */
export function FileEditor(props: FileEditorProps) {
  const { file, onText } = props;
  const stored = useQuery(storedTextQuery(props));
  const editor = (text: string) => <CodeEditor path={file.path} language={languageOf(file.path)} label={file.path} value={text} onChange={onText} />;
  if (file.content !== null) return editor(file.content);
  return (
    <QueryView query={stored} what={file.path}>
      {(data) => (data.isText ? editor(data.text) : <EmptyView title="Not a text file" icon={FileIcon}>It is kept as it is and copied into the build. Upload it again to change it.</EmptyView>)}
    </QueryView>
  );
}
