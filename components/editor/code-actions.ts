import type { Diagnostic, QuickFix } from '#lib/ee/diagnostic.ts';
import { quickFixesOf } from '#lib/ee/lint/quick-fixes.ts';
import type * as Monaco from 'monaco-editor/esm/vs/editor/editor.api.js';
import { factsOf } from './model-facts.ts';
import { rangeOfSpan } from './ranges.ts';
import { lintSubjectOf } from './subject-of.ts';

type Model = Monaco.editor.ITextModel;

/** The lightbulb: what can be chosen for the findings of a line. Each is one undo step. */
export const codeActionProvider: Monaco.languages.CodeActionProvider = {
  provideCodeActions(model, range) {
    const { found, files, subjectKind } = factsOf(model);
    const text = model.getValue();
    const subject = lintSubjectOf(subjectKind, text, files);
    const here = subject === null || found.text !== text ? [] : found.diagnostics.filter((diagnostic) => touchesLines(diagnostic, range)).map((diagnostic) => quickFixesOf(subject, diagnostic));
    return { actions: here.flatMap((fixes) => fixes.map((fix, index) => actionOf(model, fix, index === 0))), dispose: () => undefined };
  },
};

/** Anywhere on its line, so that the keyboard finds it without walking to the very word. */
function touchesLines({ range }: Diagnostic, asked: Monaco.IRange): boolean {
  return range.start.line <= asked.endLineNumber && range.end.line >= asked.startLineNumber;
}

function actionOf(model: Model, { title, edits }: QuickFix, isPreferred: boolean): Monaco.languages.CodeAction {
  const changes = edits.map((edit) => ({ resource: model.uri, versionId: model.getVersionId(), textEdit: { range: rangeOfSpan(model, edit), text: edit.newText } }));
  return { title, kind: 'quickfix', isPreferred, edit: { edits: changes } };
}
