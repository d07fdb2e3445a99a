import { useToast } from '#components/ui/toasts.tsx';
import type { Diagnostic, TextEdit } from '#lib/ee/diagnostic.ts';
import type { LintSubject } from '#lib/ee/lint/lint-subject.ts';
import { chosenFix, type FixChoice } from '#lib/ee/lint/quick-fixes.ts';

const REFUSED: Record<FixChoice['kind'], string> = { mend: 'This cannot be changed here', migrate: 'It cannot be turned into version 3 yet', ignore: 'This cannot be ignored here' };

/** Puts what an author chose for a finding into the text, or says why it cannot be done. */
export function useFix(subject: LintSubject, put: (edits: readonly TextEdit[]) => void): (diagnostic: Diagnostic, choice: FixChoice) => void {
  const toast = useToast();
  return (diagnostic, choice) => {
    const chosen = chosenFix(subject, diagnostic, choice);
    if (chosen.ok) put(chosen.edits);
    else toast({ variant: 'warning', title: REFUSED[choice.kind], body: chosen.message });
  };
}
