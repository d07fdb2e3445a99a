import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

/** Versions 1 and 2 work, with a deprecation notice of ansible-builder 3.2. */
export const deprecatedVersion: Rule = { code: 'deprecated-version', check };

function check({ model, root }: LintContext): Finding[] {
  if (model === null || model.version === 3 || root === null) return [];
  const isMissing = model.definition.version === undefined;
  const version = isMissing ? 'Without a version this is version 1, which' : `Version ${String(model.version)} of the schema`;
  const message = `${version} is deprecated. Migrate it to version 3.`;
  return [{ severity: 'info', path: ['version'], message }];
}
