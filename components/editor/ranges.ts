import type { Span, TextRange } from '#lib/ee/diagnostic.ts';
import type { editor as MonacoEditor, IRange } from 'monaco-editor/esm/vs/editor/editor.api.js';

export function toMonacoRange(range: TextRange): IRange {
  return { startLineNumber: range.start.line, startColumn: range.start.column, endLineNumber: range.end.line, endColumn: range.end.column };
}

export function rangeOfSpan(model: MonacoEditor.ITextModel, { start, end }: Span): IRange {
  const from = model.getPositionAt(start);
  const to = model.getPositionAt(end);
  return { startLineNumber: from.lineNumber, startColumn: from.column, endLineNumber: to.lineNumber, endColumn: to.column };
}
