import { namedRequirements, requirementPairs } from '#lib/ee/lint/requirement-pairs.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import { excludeEachOther } from '#lib/ee/requirements/version-range.ts';

/** No version satisfies both of two requirements, or one alone. */
export const conflictingRequirement: Rule = { code: 'conflicting-requirement', check };

function check(context: LintContext): Finding[] {
  const alone = namedRequirements(context)
    .filter(({ clauses }) => excludeEachOther(clauses))
    .map(({ name, written, path, span }): Finding => ({ severity: 'warning', path, span, message: `No version of ${name} satisfies ${written}. Correct the range.` }));
  const pairs = requirementPairs(context)
    .filter(({ isConflict, earlier, later }) => isConflict && !excludeEachOther(earlier.clauses) && !excludeEachOther(later.clauses))
    .map(({ earlier, later }): Finding => ({
      severity: 'warning',
      path: later.path,
      span: later.span,
      message: `No version of ${later.name} satisfies both ${earlier.written} and ${later.written}. Keep one of the two, or change a range.`,
    }));
  return [...alone, ...pairs];
}
