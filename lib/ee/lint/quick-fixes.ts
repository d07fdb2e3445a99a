import type { Diagnostic, QuickFix, TextEdit } from '#lib/ee/diagnostic.ts';
import { difference } from '#lib/ee/lint/fixes.ts';
import { ignoreComment } from '#lib/ee/lint/ignore-comment.ts';
import type { LintSubject } from '#lib/ee/lint/lint-subject.ts';
import { migrateDefinition } from '#lib/ee/migrate/migrate.ts';

/** What an author can choose for a finding. Its edits are computed when it is chosen: some read the text again. */
export interface FixChoice {
  readonly kind: 'mend' | 'migrate' | 'ignore';
  readonly title: string;
}

export type ChosenFix = { readonly ok: true; readonly edits: readonly TextEdit[] } | { readonly ok: false; readonly message: string };

const MIGRATED = ['deprecated-version', 'deprecated-key'];

/** The choices for a finding, the best one first: its own fix, the migration, and to silence it. */
export function fixChoicesOf({ code, severity, refusedBy, fix }: Diagnostic): FixChoice[] {
  return [
    ...(fix === undefined ? [] : [{ kind: 'mend' as const, title: fix.title }]),
    ...(MIGRATED.includes(code) ? [{ kind: 'migrate' as const, title: 'Migrate to version 3' }] : []),
    ...(severity === 'error' || refusedBy !== undefined ? [] : [{ kind: 'ignore' as const, title: `Ignore ${code} here` }]),
  ];
}

/** The edits of a choice, all of them one step for the author, or why there are none. */
export function chosenFix(subject: LintSubject, diagnostic: Diagnostic, { kind }: FixChoice): ChosenFix {
  switch (kind) {
    case 'mend':
      return diagnostic.fix === undefined ? { ok: false, message: 'There is no fix for this.' } : { ok: true, edits: diagnostic.fix.edits };
    case 'migrate': {
      const result = migrateDefinition(subject.text);
      return result.ok ? { ok: true, edits: [difference(subject.text, result.text)] } : result;
    }
    case 'ignore': {
      const edit = ignoreComment(subject, diagnostic);
      return edit === null ? { ok: false, message: 'A comment here would become part of the value. Write the value as a block of lines (|), or leave the finding as it is.' } : { ok: true, edits: [edit] };
    }
  }
}

/** The choices for a finding that can be made. */
export function quickFixesOf(subject: LintSubject, diagnostic: Diagnostic): QuickFix[] {
  return fixChoicesOf(diagnostic).flatMap((choice) => {
    const chosen = chosenFix(subject, diagnostic, choice);
    return chosen.ok ? [{ title: choice.title, edits: chosen.edits }] : [];
  });
}
