import { requirementLines } from '#lib/ee/lint/places.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import { parseSystemLine } from '#lib/ee/requirements/bindep.ts';

/** A system requirement has the form that bindep reads. */
export const systemRequirement: Rule = { code: 'system-requirement', check };

function check(context: LintContext): Finding[] {
  return requirementLines(context, 'system').flatMap(({ value, path, span }): Finding[] => {
    const line = parseSystemLine(value);
    return line.kind === 'invalid' ? [{ severity: 'warning', path, span, message: line.message }] : [];
  });
}
