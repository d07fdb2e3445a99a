import type { QuickFix } from '#lib/ee/diagnostic.ts';
import { editing, removingLines } from '#lib/ee/lint/fixes.ts';
import { requirementPairs, type NamedRequirement } from '#lib/ee/lint/requirement-pairs.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

/** A package, collection or role is asked for once: two lines for it hide which one counts. */
export const duplicateRequirement: Rule = { code: 'duplicate-requirement', check };

function check(context: LintContext): Finding[] {
  return requirementPairs(context)
    .filter(({ isConflict, earlier }) => !isConflict && earlier.isListed)
    .map(({ earlier, later }) => {
      const loser = earlier.clauses.length <= later.clauses.length ? earlier : later;
      const message = `${later.name} is here twice, first as ${earlier.written}. Keep one of the two.`;
      return { severity: 'warning', path: later.path, span: later.span, message, ...removal(context, loser) };
    });
}

function removal(context: LintContext, { written, span, itemPath }: NamedRequirement): { readonly fix?: QuickFix } {
  const { text, fileKind } = context;
  const title = `Remove ${written}`;
  if (fileKind === 'python' || fileKind === 'system') return removingLines(title, text, span);
  // The form addresses one line only.
  if (/\\\r?\n/.test(text.slice(span.start, span.end))) return {};
  return editing(title, context, [{ kind: 'delete', path: itemPath }]);
}
