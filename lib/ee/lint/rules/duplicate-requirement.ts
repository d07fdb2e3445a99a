import { requirementLines, type TextPlace } from '#lib/ee/lint/places.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import { normalizePythonName, parsePythonLine } from '#lib/ee/requirements/pep508.ts';

/** A Python package is asked for once: pip refuses two lines with different versions ("Double requirement given"). */
export const duplicateRequirement: Rule = { code: 'duplicate-requirement', check };

function check(context: LintContext): Finding[] {
  const seen = new Map<string, TextPlace>();
  return requirementLines(context, 'python').flatMap((place): Finding[] => {
    const line = parsePythonLine(place.value);
    if (line.kind !== 'requirement' || line.requirement.marker !== null) return [];
    const name = normalizePythonName(line.requirement.name);
    const earlier = seen.get(name);
    seen.set(name, place);
    if (earlier === undefined) return [];
    const message = `${line.requirement.name} is here twice, first as ${earlier.value}. Keep one of the two.`;
    return [{ severity: 'warning', path: place.path, span: place.span, message }];
  });
}
