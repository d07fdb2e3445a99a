import { stepLines } from '#lib/ee/lint/places.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

/** Secrets in ENV, ARG and RUN stay in the history of the image. */
export const secretInStep: Rule = { code: 'secret-in-step', check };

const NAME = '[A-Z0-9_]*(?:TOKEN|PASSWORD|PASSWD|SECRET|API_?KEY|PRIVATE_KEY)[A-Z0-9_]*';
const MAX_LINE_LENGTH = 2000;
const PATTERNS: { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: new RegExp(`^(?:ENV|ARG)\\s.*?\\b${NAME}\\s*=\\s*["']?[^\\s"'$]`, 'i'), what: 'a secret' },
  { pattern: new RegExp(`^ENV\\s+${NAME}[\\s=]`, 'i'), what: 'a secret' },
  { pattern: new RegExp(`^ARG\\s+${NAME}\\s*$`, 'i'), what: 'a secret (build arguments are recorded in the history)' },
  { pattern: /subscription-manager\s.*--(?:password|activationkey)[=\s]/i, what: 'a subscription password' },
  { pattern: /--(?:password|token|api-key)[=\s]+["']?[^\s"'$-]/i, what: 'a password' },
  { pattern: /https?:\/\/[^\s/:@$]+:[^\s/@$]+@/i, what: 'a password in a URL' },
];

function check(context: LintContext): Finding[] {
  return stepLines(context).flatMap(({ value, path, span, hook }): Finding[] => {
    const found = PATTERNS.find(({ pattern }) => pattern.test(value.slice(0, MAX_LINE_LENGTH)));
    if (found === undefined) return [];
    const message = `${hook} seems to hold ${found.what}; everyone who has the image can read it. Use a credential of the dashboard instead.`;
    return [{ severity: 'warning', path, span, message }];
  });
}
