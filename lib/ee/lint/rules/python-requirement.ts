import { requirementLines } from '#lib/ee/lint/places.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import { parsePythonLine } from '#lib/ee/requirements/pep508.ts';

/** A Python requirement has the form that pip reads. */
export const pythonRequirement: Rule = { code: 'python-requirement', check };

function check(context: LintContext): Finding[] {
  return requirementLines(context, 'python').flatMap(({ value, path, span }): Finding[] => {
    const line = parsePythonLine(value);
    if (line.kind !== 'invalid') return [];
    const fixed = value.replace(/^([\w.[\]-]+\s*)=([^=].*)$/, '$1==$2');
    const fix = fixed === value ? {} : { fix: { title: `Change to ${fixed}`, edits: [{ ...span, newText: fixed }] } };
    return [{ severity: 'warning', path, span, message: line.message, ...(isWholeValue(context.text, span, value) ? fix : {}) }];
  });
}

function isWholeValue(text: string, span: { start: number; end: number }, value: string): boolean {
  return text.slice(span.start, span.end) === value;
}
