import type { EditorHandle } from '#components/editor/code-editor.tsx';
import { useToast } from '#components/ui/toasts.tsx';
import type { Diagnostic, Path, TextEdit } from '#lib/ee/diagnostic.ts';
import type { DefinitionEdit } from '#lib/ee/edit/definition-edit.ts';
import { formatFieldPath, startsWithPath } from '#lib/ee/form/field-path.ts';
import type { FormState } from '#lib/ee/form/state.ts';
import { applyTextEdits } from '#lib/ee/text-lines.ts';
import { useMemo, type RefObject } from 'react';
import { planFirst, type EditPlan } from './form/apply-edits.ts';
import type { FieldTarget, FormTools } from './form/form-context.ts';

interface FormToolsInput {
  form: FormState;
  text: string;
  diagnostics: readonly Diagnostic[];
  editor: RefObject<EditorHandle | null>;
  onReplaceText: (text: string) => void;
  marked: Path;
  target: FieldTarget | null;
}

type MadePlan = Extract<EditPlan, { ok: true }>;

/** The page's address with a field in it, in the tab that has the form. */
function addressOf(path: Path): string {
  const address = new URL(location.href);
  address.searchParams.set('field', formatFieldPath(path));
  address.searchParams.delete('tab');
  return address.href;
}

function messageAt(diagnostics: readonly Diagnostic[], severity: Diagnostic['severity'], path: Path): string | undefined {
  return diagnostics.find((diagnostic) => diagnostic.severity === severity && path.length > 0 && startsWithPath(diagnostic.path, path))?.message;
}

/** Through the editor when it is there (one undo history), else straight into the text. */
export function putIntoText(editor: EditorHandle | null, plan: MadePlan, onReplaceText: (text: string) => void): void {
  if (plan.steps.length === 0) return;
  if (editor === null || !plan.steps.every((step) => editor.applyEdits(step.before, step.edits))) onReplaceText(plan.text);
}

/** As one undo step of its own. */
export function putEdits(editor: EditorHandle | null, text: string, edits: readonly TextEdit[], onReplaceText: (text: string) => void): void {
  editor?.endUndoStep();
  putIntoText(editor, { ok: true, text: applyTextEdits(text, edits), steps: [{ before: text, edits }] }, onReplaceText);
}

/** What the form's fields need, over one text and its editor. */
export function useFormToolsFor({ form, text, diagnostics, editor, onReplaceText, marked, target }: FormToolsInput): FormTools {
  const toast = useToast();
  return useMemo(
    () => ({
      form,
      isReadOnly: form.isReadOnly,
      apply: (...ways: (readonly DefinitionEdit[])[]) => {
        const plan = planFirst(text, ways);
        if (plan.ok) putIntoText(editor.current, plan, onReplaceText);
        else toast({ variant: 'warning', title: 'The form could not make this change', body: plan.message });
        return plan.ok;
      },
      endStep: () => editor.current?.endUndoStep(),
      problemAt: (path) => messageAt(diagnostics, 'error', path),
      warningAt: (path) => messageAt(diagnostics, 'warning', path),
      marked,
      target,
      linkTo: addressOf,
    }),
    [form, text, diagnostics, editor, onReplaceText, marked, target, toast],
  );
}
