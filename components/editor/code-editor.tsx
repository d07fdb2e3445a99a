'use client';

import { LoadingState } from '#components/ui/states.tsx';
import type { Diagnostic, TextEdit, TextRange } from '#lib/ee/diagnostic.ts';
import { useEffect, useRef, useState } from 'react';
import type { editor as MonacoEditor, IDisposable } from 'monaco-editor/esm/vs/editor/editor.api.js';
import type * as Setup from './monaco-setup.ts';

/** What a page may do with an editor from outside. */
export interface EditorHandle {
  /** Applies edits to `expected`; false when the editor's text is another one. They join the undo history. */
  applyEdits: (expected: string, edits: readonly TextEdit[]) => boolean;
  /** Closes the present undo step, so that the next edit starts its own. */
  endUndoStep: () => void;
  undo: () => void;
  redo: () => void;
  reveal: (range: TextRange) => void;
  /** Marks the lines of `range`, or none. */
  highlight: (range: TextRange | null) => void;
  focus: () => void;
}

export interface CodeEditorProps {
  /** Name of the model; `execution-environment.yml` brings the definition's schema. */
  path: string;
  language: string;
  label: string;
  /** The text at first, and again whenever `epoch` grows; in between the editor's own text is ahead of it. */
  value: string;
  epoch?: number;
  onChange?: (value: string) => void;
  diagnostics?: readonly Diagnostic[];
  schemaVersion?: Setup.DefinitionVersion;
  isReadOnly?: boolean;
  onReady?: (handle: EditorHandle | null) => void;
  /** Where the cursor is, as an offset in the text, while the editor has the focus. */
  onCursor?: (offset: number) => void;
}

interface Mounted {
  setup: typeof Setup;
  editor: MonacoEditor.IStandaloneCodeEditor;
  model: MonacoEditor.ITextModel;
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
  renderWhitespace: 'boundary',
  padding: { top: 8, bottom: 8 },
  accessibilitySupport: 'auto',
};

const SEVERITY = { error: 'Error', warning: 'Warning', info: 'Info' } as const;
const OWNER = 'ee-foundry';

function toMonacoRange(range: TextRange) {
  return { startLineNumber: range.start.line, startColumn: range.start.column, endLineNumber: range.end.line, endColumn: range.end.column };
}

function rangeOfEdit(model: MonacoEditor.ITextModel, edit: TextEdit) {
  const start = model.getPositionAt(edit.start);
  const end = model.getPositionAt(edit.end);
  return { startLineNumber: start.lineNumber, startColumn: start.column, endLineNumber: end.lineNumber, endColumn: end.column };
}

function handleOf({ editor, model }: Mounted): EditorHandle {
  const marks = editor.createDecorationsCollection();
  return {
    applyEdits: (expected, edits) => {
      if (model.getValue() !== expected) return false;
      model.pushEditOperations(editor.getSelections(), edits.map((edit) => ({ range: rangeOfEdit(model, edit), text: edit.newText, forceMoveMarkers: true })), () => null);
      return true;
    },
    endUndoStep: () => model.pushStackElement(),
    undo: () => editor.trigger(OWNER, 'undo', null),
    redo: () => editor.trigger(OWNER, 'redo', null),
    reveal: (range) => {
      editor.setSelection(toMonacoRange(range));
      editor.revealRangeInCenterIfOutsideViewport(toMonacoRange(range));
    },
    highlight: (range) => {
      marks.set(range === null ? [] : [{ range: toMonacoRange(range), options: { isWholeLine: true, className: 'eef-marked-line' } }]);
      if (range !== null) editor.revealRangeInCenterIfOutsideViewport(toMonacoRange(range));
    },
    focus: () => editor.focus(),
  };
}

/** Monaco, loaded when first shown. While it is mounted its model is the text; a new `epoch` puts `value` in as one undoable edit. */
export function CodeEditor({ path, language, label, value, epoch = 0, onChange, diagnostics, schemaVersion = 3, isReadOnly = false, onReady, onCursor }: CodeEditorProps) {
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
    import('./monaco-setup.ts').then(
      (setup) => {
        if (isGone || host.current === null) return;
        const uri = setup.monaco.Uri.parse(`file:///${crypto.randomUUID()}/${path}`);
        const model = setup.monaco.editor.createModel(latest.current.value, language, uri);
        const editor = setup.monaco.editor.create(host.current, { ...OPTIONS, model, readOnly: isReadOnly, ariaLabel: `${label}. Ctrl-M lets Tab leave the editor.` });
        disposables.push(model.onDidChangeContent(() => latest.current.onChange?.(model.getValue())), editor, model);
        const tellCursor = () => {
          const position = editor.getPosition();
          if (position !== null && editor.hasTextFocus()) latest.current.onCursor?.(model.getOffsetAt(position));
        };
        disposables.push(editor.onDidChangeCursorPosition(tellCursor), editor.onDidFocusEditorText(tellCursor));
        const next = { setup, editor, model };
        setMounted(next);
        latest.current.onReady?.(handleOf(next));
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
    if (mounted === null || mounted.model.isDisposed()) return;
    const markers = (diagnostics ?? []).map((diagnostic) => ({ ...toMonacoRange(diagnostic.range), severity: mounted.setup.monaco.MarkerSeverity[SEVERITY[diagnostic.severity]], message: diagnostic.message, source: diagnostic.code }));
    mounted.setup.monaco.editor.setModelMarkers(mounted.model, OWNER, markers);
  }, [mounted, diagnostics]);

  useEffect(() => mounted?.setup.setSchemaVersion(schemaVersion), [mounted, schemaVersion]);

  return (
    <div className="eef-editor" data-ready={mounted !== null}>
      <div ref={host} className="eef-editor-host" />
      {mounted === null ? <div className="eef-editor-loading">{hasFailed ? 'The editor could not be loaded. Reload the page; what you typed is kept.' : <LoadingState what="the editor" />}</div> : null}
    </div>
  );
}
