import { stepLines } from '#lib/ee/lint/places.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

/** USER in a step changes who runs all later instructions, those of ansible-builder, too. */
export const userDirective: Rule = { code: 'user-directive', check };

function check(context: LintContext): Finding[] {
  return stepLines(context)
    .filter(({ value }) => /^USER\s/i.test(value))
    .map(({ path, span, hook }) => ({
      severity: 'warning',
      path,
      span,
      message: `USER in ${hook} also changes the user of the instructions after it. Set options.user, or change back to root at the end of the step.`,
    }));
}
