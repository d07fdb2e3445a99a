import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

/** Versions 1 and 2 work, with a deprecation notice of ansible-builder 3.2. */
export const deprecatedVersion: Rule = { code: 'deprecated-version', check };

function check({ model }: LintContext): Finding[] {
  if (model === null || model.version === 3) return [];
  const message = `Version ${String(model.version)} of the schema is deprecated. Version 3 has everything that it has.`;
  return [{ severity: 'info', path: ['version'], message }];
}
