'use client';

import { CodeEditor, type EditorHandle } from '#components/editor/code-editor.tsx';
import { languageOf } from '#components/editor/language-of.ts';
import { QueryView } from '#components/ui/query-view.tsx';
import { EmptyView } from '#components/ui/states.tsx';
import type { Diagnostic } from '#lib/ee/diagnostic.ts';
import { FileIcon } from '@patternfly/react-icons';
import { fileKindOf, lintFile } from '#lib/ee/lint/lint-file.ts';
import type { FileKind } from '#lib/ee/lint/rule.ts';
import type { DefinitionModel } from '#lib/ee/schema/validate.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import type { DraftFile } from './draft.ts';
import { useLookupTools } from './lookup/lookup-context.ts';
import { ProblemList } from './problem-list.tsx';
import { rulePage } from './rule-page.ts';
import { storedTextQuery, type StoredPlace } from './stored-file.ts';
import { useFix } from './use-fix.ts';
import { putEdits } from './use-form-tools.ts';

export interface FileEditorProps {
  definitionId: string;
  file: DraftFile;
  /** The definition beside it: its keys say what the file is for. */
  model: DefinitionModel | null;
  /** Where the file's stored content can be read; null when no revision has it yet. */
  stored: StoredPlace | null;
  onText: (text: string) => void;
}

interface TextEditorProps {
  path: string;
  text: string;
  onText: (text: string) => void;
}

function PlainEditor({ path, text, onText }: TextEditorProps) {
  return <div className="eef-file-editor"><CodeEditor path={path} language={languageOf(path)} label={path} value={text} onChange={onText} /></div>;
}

/** A file that rules know: with marks, and its findings in words. */
function CheckedEditor({ path, text, kind, onText }: TextEditorProps & { kind: FileKind }) {
  const editor = useRef<EditorHandle | null>(null);
  const lookups = useLookupTools();
  const diagnostics = useMemo(() => lintFile(kind, text), [kind, text]);
  const fix = useFix({ text, fileKind: kind }, (edits) => putEdits(editor.current, text, edits, onText));
  const jump = ({ range }: Diagnostic) => {
    editor.current?.reveal(range);
    editor.current?.focus();
  };
  return (
    <>
      <div className="eef-file-checked">
        <CodeEditor path={path} subject={kind} language={languageOf(path)} label={path} value={text} onChange={onText} diagnostics={diagnostics} {...(lookups === null ? {} : { packages: lookups.source })} rulePage={rulePage} onReady={(handle) => { editor.current = handle; }} />
      </div>
      <section aria-label={`Problems of ${path}`} className="eef-file-problems">
        <ProblemList diagnostics={diagnostics} onJump={jump} onFix={fix} none="No problems found in this file." />
      </section>
    </>
  );
}

/** Edits one text file of the draft; other files are only named. */
export function FileEditor(props: FileEditorProps) {
  const { file, model, onText } = props;
  const kind = fileKindOf(file.path, model);
  const stored = useQuery(storedTextQuery(props.definitionId, file, props.stored));
  if (file.content === null && stored.data === undefined) return <QueryView query={stored} what={file.path}>{() => null}</QueryView>;
  if (file.content === null && stored.data?.isText !== true) return <EmptyView title="Not a text file" icon={FileIcon}>It is kept as it is and copied into the build. Upload it again to change it.</EmptyView>;
  // At one place, whether stored or changed: another would be a new editor without its history.
  const text = file.content ?? stored.data?.text ?? '';
  return kind === null ? <PlainEditor path={file.path} text={text} onText={onText} /> : <CheckedEditor path={file.path} text={text} kind={kind} onText={onText} />;
}
