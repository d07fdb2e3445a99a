import type { Diagnostic, TextEdit } from '#lib/ee/diagnostic.ts';
import { ignoreHere } from '#lib/ee/form/ignore-here.ts';
import type * as Monaco from 'monaco-editor/esm/vs/editor/editor.api.js';
import { factsOf } from './model-facts.ts';
import { rangeOfSpan } from './ranges.ts';

type Model = Monaco.editor.ITextModel;

/** The lightbulb: what a rule proposes, and the comment that silences it. Each is one undo step. */
export const codeActionProvider: Monaco.languages.CodeActionProvider = {
  provideCodeActions(model, range) {
    const { found, files, subjectKind } = factsOf(model);
    const text = model.getValue();
    const here = found.text === text ? found.diagnostics.filter((diagnostic) => touchesLines(diagnostic, range)) : [];
    const actions = here.flatMap((diagnostic) => (subjectKind === 'definition' ? [...fixOf(model, diagnostic), ...ignoreOf(model, { text, diagnostic, files })] : fixOf(model, diagnostic)));
    return { actions, dispose: () => undefined };
  },
};

/** Anywhere on its line, so that the keyboard finds it without walking to the very word. */
function touchesLines({ range }: Diagnostic, asked: Monaco.IRange): boolean {
  return range.start.line <= asked.endLineNumber && range.end.line >= asked.startLineNumber;
}

function fixOf(model: Model, { fix }: Diagnostic): Monaco.languages.CodeAction[] {
  return fix === undefined ? [] : [actionOf(model, fix.title, fix.edits, true)];
}

function ignoreOf(model: Model, { text, diagnostic, files }: { text: string; diagnostic: Diagnostic; files: readonly string[] }): Monaco.languages.CodeAction[] {
  const edits = ignoreHere(text, diagnostic, { files });
  return edits === null ? [] : [actionOf(model, `Ignore ${diagnostic.code} here`, edits, false)];
}

function actionOf(model: Model, title: string, edits: readonly TextEdit[], isPreferred: boolean): Monaco.languages.CodeAction {
  const changes = edits.map((edit) => ({ resource: model.uri, versionId: model.getVersionId(), textEdit: { range: rangeOfSpan(model, edit), text: edit.newText } }));
  return { title, kind: 'quickfix', isPreferred, edit: { edits: changes } };
}
