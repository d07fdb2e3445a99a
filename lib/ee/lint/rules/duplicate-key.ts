import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

/** Of a key that a mapping has twice, only the last value counts. */
export const duplicateKey: Rule = { code: 'duplicate-key', check };

function check({ duplicates }: LintContext): Finding[] {
  return duplicates.map(({ name, span }) => ({
    severity: 'warning',
    path: [],
    span,
    message: `${name} is here twice; only the last one counts, this one is lost.`,
  }));
}
