import { stepLines } from '#lib/ee/lint/places.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import { findStepSecret } from '#lib/ee/lint/secrets.ts';

/** Secrets in ENV, ARG and RUN stay in the history of the image, or in the cached layers of the build. */
export const secretInStep: Rule = { code: 'secret-in-step', check };

function check(context: LintContext): Finding[] {
  return stepLines(context).flatMap(({ value, path, span, hook }): Finding[] => {
    const what = findStepSecret(value);
    if (what === null) return [];
    const message = `${hook} seems to hold ${what}. ${whoCanRead(hook)} Use a credential of the definition's settings instead.`;
    return [{ severity: 'warning', path, span, message }];
  });
}

/** The galaxy and builder stages are left behind; the base stage is part of the image. */
function whoCanRead(hook: string): string {
  return /_(?:galaxy|builder)$/.test(hook)
    ? 'It stays in the cached layers of the build, and this text is kept with every revision.'
    : 'Everyone who has the image can read it in its history.';
}
