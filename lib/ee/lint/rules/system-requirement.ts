import { replacing } from '#lib/ee/lint/fixes.ts';
import { requirementLines } from '#lib/ee/lint/places.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import { parseSystemLine } from '#lib/ee/requirements/bindep.ts';

/** A system requirement has the form that bindep reads. */
export const systemRequirement: Rule = { code: 'system-requirement', check };

function check(context: LintContext): Finding[] {
  return requirementLines(context, 'system').flatMap(({ value, path, span }): Finding[] => {
    const line = parseSystemLine(value);
    if (line.kind !== 'invalid') return [];
    const fixed = corrected(value);
    const isWritten = context.text.slice(span.start, span.end) === value;
    return [{ severity: 'warning', path, span, message: line.message, ...(fixed !== null && isWritten ? replacing(`Change to ${fixed}`, span, fixed) : {}) }];
  });
}

/** `git (platform:rpm)` and `git platform:rpm` mean `git [platform:rpm]`; `git 2.4` means `git ==2.4`. */
function corrected(value: string): string | null {
  const fixed = value
    .replace(/^(\S+)\s+\(([^()]*)\)$/, '$1 [$2]')
    .replace(/^(\S+)\s+((?:!?(?:platform|arch|dist):[\w.-]+\s*)+)$/, (_, name: string, profiles: string) => `${name} [${profiles.trim()}]`)
    .replace(/^([^\s[]+)\s+(\d[\w.~-]*)$/, '$1 ==$2')
    .replace(/(\[[^\]]*)\bplatform (?=\w)/, '$1platform:');
  return fixed !== value && parseSystemLine(fixed).kind === 'requirement' ? fixed : null;
}
