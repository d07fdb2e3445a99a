import { requirementLines } from '#lib/ee/lint/places.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

/** A file name in a list is taken for a package. */
export const fileInList: Rule = { code: 'file-in-list', check };

function check(context: LintContext): Finding[] {
  return (['python', 'system'] as const).flatMap((kind) =>
    requirementLines(context, kind)
      .filter(({ value }) => /^[\w./-]+\.(?:txt|in|ya?ml)$/.test(value))
      .map(({ value, path, span }): Finding => ({
        severity: 'warning',
        path,
        span,
        message: `${value} is taken for the name of a package. To use a file, write "${kind}: ${value}".`,
      })),
  );
}
