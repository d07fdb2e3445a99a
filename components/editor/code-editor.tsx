'use client';

import { LoadingState } from '#components/ui/states.tsx';
import type { Diagnostic } from '#lib/ee/diagnostic.ts';
import { useEffect, useRef, useState } from 'react';
import type { editor as MonacoEditor, IDisposable } from 'monaco-editor/esm/vs/editor/editor.api.js';
import { disposeLater } from './dispose-later.ts';
import type { EditorHandle } from './editor-handle.ts';
import type { RulePage } from './markers.ts';
import { LateNotice } from './late-notice.ts';
import { loadMonaco } from './load-monaco.ts';
import { setFacts } from './model-facts.ts';
import type { PackageSource } from './package-source.ts';
import type { ProblemMarks } from './problem-marks.ts';
import type { SubjectKind } from './subject-of.ts';

export type { EditorHandle };

export interface CodeEditorProps {
  path: string;
  /** What completion, hovers and checks know; without it the text is plain. */
  subject?: SubjectKind | null;
  language: string;
  label: string;
  /** The text at first, and again whenever `epoch` grows; in between the editor's own text is ahead of it. */
  value: string;
  epoch?: number;
  onChange?: (value: string) => void;
  /** About exactly this `value`: their fixes are edits of it. */
  diagnostics?: readonly Diagnostic[];
  isReadOnly?: boolean;
  /** Base images to suggest. */
  images?: readonly string[];
  /** Names and versions of packages to suggest; without it requirements complete only what is known here. */
  packages?: PackageSource;
  /** The files beside a definition. */
  filePaths?: readonly string[];
  /** Where a rule is explained, relative to this site; null for a code without a page. */
  rulePage?: RulePage;
  onReady?: (handle: EditorHandle | null) => void;
  /** Where the cursor is, as an offset in the text, while the editor has the focus. */
  onCursor?: (offset: number) => void;
}

interface Mounted {
  model: MonacoEditor.ITextModel;
  marks: ProblemMarks;
}

const OPTIONS: MonacoEditor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  fontSize: 13,
  tabSize: 2,
  insertSpaces: true,
  detectIndentation: true,
  fixedOverflowWidgets: true,
  wordBasedSuggestions: 'off',
  quickSuggestions: { other: true, comments: false, strings: true },
  acceptSuggestionOnEnter: 'smart',
  suggest: { showWords: false, preview: false },
  renderWhitespace: 'boundary',
  padding: { top: 8, bottom: 8 },
  accessibilitySupport: 'auto',
};

const NONE: readonly never[] = [];

/** Monaco, loaded when first shown. While it is mounted its model is the text; a new `epoch` puts `value` in as one undoable edit. */
export function CodeEditor({ path, subject = null, language, label, value, epoch = 0, onChange, diagnostics, isReadOnly = false, images = NONE, packages, filePaths = NONE, rulePage, onReady, onCursor }: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const [mounted, setMounted] = useState<Mounted | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const latest = useRef({ value, onChange, onReady, onCursor });
  useEffect(() => {
    latest.current = { value, onChange, onReady, onCursor };
  });

  useEffect(() => {
    let isGone = false;
    const disposables: IDisposable[] = [];
    loadMonaco().then(
      (setup) => {
        if (isGone || host.current === null) return;
        const uri = setup.monaco.Uri.parse(`file:///${crypto.randomUUID()}/${path}`);
        const model = setup.monaco.editor.createModel(latest.current.value, language, uri);
        const place = document.createElement('div');
        place.className = 'eef-editor-host';
        host.current.append(place);
        const editor = setup.monaco.editor.create(place, { ...OPTIONS, model, readOnly: isReadOnly, ariaLabel: `${label}. Ctrl-M lets Tab leave the editor.` });
        const marks = new setup.ProblemMarks(model);
        const notice = new LateNotice(() => latest.current.onChange?.(model.getValue()));
        const onText = () => {
          marks.check();
          notice.schedule();
          // A form field that made the edit waits for its new value.
          if (!editor.hasTextFocus()) notice.flush();
        };
        const cursor = new LateNotice(() => {
          const position = editor.getPosition();
          if (position !== null && editor.hasTextFocus()) latest.current.onCursor?.(model.getOffsetAt(position));
        });
        disposables.push(editor.onDidChangeCursorPosition(() => cursor.schedule()), editor.onDidFocusEditorText(() => cursor.schedule()));
        disposables.push(notice, cursor, model.onDidChangeContent(onText), editor.onDidBlurEditorText(() => notice.flush()), marks);
        disposables.push({ dispose: () => place.remove() }, { dispose: () => disposeLater([editor, model]) });
        setMounted({ model, marks });
        latest.current.onReady?.(setup.handleOf(editor, model));
      },
      () => setFailed(true),
    );
    return () => {
      isGone = true;
      latest.current.onReady?.(null);
      setMounted(null);
      for (const disposable of disposables) disposable.dispose();
    };
  }, [path, language, label, isReadOnly]);

  useEffect(() => {
    if (mounted === null || mounted.model.isDisposed()) return;
    const text = latest.current.value;
    if (mounted.model.getValue() === text) return;
    mounted.model.pushStackElement();
    mounted.model.pushEditOperations([], [{ range: mounted.model.getFullModelRange(), text }], () => null);
    mounted.model.pushStackElement();
  }, [mounted, epoch]);

  useEffect(() => {
    if (mounted !== null) setFacts(mounted.model, { subjectKind: subject, images, packages: packages ?? null, files: filePaths });
  }, [mounted, subject, images, packages, filePaths]);

  useEffect(() => {
    if (mounted === null || diagnostics === undefined || mounted.model.isDisposed()) return;
    mounted.marks.show(diagnostics, latest.current.value, rulePage);
  }, [mounted, diagnostics, rulePage]);

  return (
    <div className="eef-editor" data-ready={mounted !== null}>
      <div ref={host} className="eef-editor-host" />
      {mounted === null ? <div className="eef-editor-loading">{hasFailed ? 'The editor could not be loaded. Reload the page; what you typed is kept.' : <LoadingState what="the editor" />}</div> : null}
    </div>
  );
}
