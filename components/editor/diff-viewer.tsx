'use client';

import { LoadingState } from '#components/ui/states.tsx';
import type { editor as MonacoEditor } from 'monaco-editor/esm/vs/editor/editor.api.js';
import { useEffect, useRef, useState } from 'react';
import { disposeLater } from './dispose-later.ts';
import { loadMonaco } from './load-monaco.ts';

export interface DiffViewerProps {
  original: string;
  modified: string;
  language: string;
  label: string;
  /** Given: the right side can be edited. */
  onModifiedChange?: (text: string) => void;
}

const NARROW_PX = 700;

/** Two texts side by side (one column where it is narrow). */
export function DiffViewer({ original, modified, language, label, onModifiedChange }: DiffViewerProps) {
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<MonacoEditor.IStandaloneDiffEditor | null>(null);
  const latest = useRef({ modified, onModifiedChange });
  useEffect(() => {
    latest.current = { modified, onModifiedChange };
  });
  const isReadOnly = onModifiedChange === undefined;

  useEffect(() => {
    let isGone = false;
    let dispose = () => {};
    void loadMonaco().then(({ monaco }) => {
      if (isGone || host.current === null) return;
      const left = monaco.editor.createModel(original, language);
      const right = monaco.editor.createModel(latest.current.modified, language);
      const place = document.createElement('div');
      place.className = 'eef-editor-host';
      host.current.append(place);
      const created = monaco.editor.createDiffEditor(place, {
        automaticLayout: true,
        readOnly: isReadOnly,
        originalEditable: false,
        minimap: { enabled: false },
        scrollBeyondLastLine: false,
        fontSize: 13,
        renderSideBySideInlineBreakpoint: NARROW_PX,
        originalAriaLabel: `${label}, before`,
        modifiedAriaLabel: `${label}, after`,
      });
      created.setModel({ original: left, modified: right });
      const listener = right.onDidChangeContent(() => latest.current.onModifiedChange?.(right.getValue()));
      setEditor(created);
      dispose = () => {
        listener.dispose();
        place.remove();
        disposeLater([created, left, right]);
      };
    });
    return () => {
      isGone = true;
      setEditor(null);
      dispose();
    };
  }, [original, language, label, isReadOnly]);

  useEffect(() => {
    const model = editor?.getModel()?.modified;
    if (model !== undefined && !model.isDisposed() && model.getValue() !== modified) model.setValue(modified);
  }, [editor, modified]);

  return (
    <div className="eef-editor" data-ready={editor !== null}>
      <div ref={host} className="eef-editor-host" />
      {editor === null ? <div className="eef-editor-loading"><LoadingState what="the comparison" /></div> : null}
    </div>
  );
}
