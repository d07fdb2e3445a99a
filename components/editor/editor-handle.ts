import type { TextEdit, TextRange } from '#lib/ee/diagnostic.ts';
import { formatDefinition } from '#lib/ee/format/format.ts';
import type { editor as MonacoEditor } from 'monaco-editor/esm/vs/editor/editor.api.js';
import { rangeOfSpan, toMonacoRange } from './ranges.ts';

/** What a page may do with an editor from outside. */
export interface EditorHandle {
  /** Applies edits to `expected`; false when the editor's text is another one. They join the undo history. */
  applyEdits: (expected: string, edits: readonly TextEdit[]) => boolean;
  /** Closes the present undo step, so that the next edit starts its own. */
  endUndoStep: () => void;
  undo: () => void;
  redo: () => void;
  /** Lays the YAML out, as one undo step. Resolves to null, or to why it cannot be done. */
  format: () => Promise<string | null>;
  reveal: (range: TextRange) => void;
  /** Marks the lines of `range`, or none. */
  highlight: (range: TextRange | null) => void;
  focus: () => void;
}

const SOURCE = 'ee-foundry';

export function handleOf(editor: MonacoEditor.IStandaloneCodeEditor, model: MonacoEditor.ITextModel): EditorHandle {
  const marks = editor.createDecorationsCollection();
  return {
    applyEdits: (expected, edits) => {
      if (model.getValue() !== expected) return false;
      model.pushEditOperations(editor.getSelections(), edits.map((edit) => ({ range: rangeOfSpan(model, edit), text: edit.newText, forceMoveMarkers: true })), () => null);
      return true;
    },
    endUndoStep: () => model.pushStackElement(),
    undo: () => editor.trigger(SOURCE, 'undo', null),
    redo: () => editor.trigger(SOURCE, 'redo', null),
    format: async () => {
      const result = formatDefinition(model.getValue());
      if (!result.ok) return result.message;
      await editor.getAction('editor.action.formatDocument')?.run();
      return null;
    },
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
