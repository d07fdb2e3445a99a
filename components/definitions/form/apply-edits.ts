import type { TextEdit } from '#lib/ee/diagnostic.ts';
import type { DefinitionEdit } from '#lib/ee/edit/definition-edit.ts';
import { editDefinition } from '#lib/ee/edit/edit.ts';

/** Steps that lead from one text to the next, or why there is no way. */
export type EditPlan =
  | { readonly ok: true; readonly text: string; readonly steps: readonly { readonly before: string; readonly edits: readonly TextEdit[] }[] }
  | { readonly ok: false; readonly message: string };

/** Edits one after the other, each on the text that the one before it left. */
export function planEdits(text: string, edits: readonly DefinitionEdit[]): EditPlan {
  const steps: { before: string; edits: readonly TextEdit[] }[] = [];
  let current = text;
  for (const edit of edits) {
    const result = editDefinition(current, edit);
    if (!result.ok) return { ok: false, message: result.message };
    if (result.edits.length > 0) steps.push({ before: current, edits: result.edits });
    current = result.text;
  }
  return { ok: true, text: current, steps };
}

/** The first of several ways that can be gone; the reason of the last when none can. */
export function planFirst(text: string, ways: readonly (readonly DefinitionEdit[])[]): EditPlan {
  let plan: EditPlan = { ok: false, message: 'There is nothing to change.' };
  for (const way of ways) {
    plan = planEdits(text, way);
    if (plan.ok) return plan;
  }
  return plan;
}
