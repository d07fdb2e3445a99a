import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

const KEYS = ['package_pip', 'entrypoint', 'cmd'] as const;

/** Setting one key of container_init drops the defaults of all three. */
export const containerInit: Rule = { code: 'container-init', check };

function check({ model }: LintContext): Finding[] {
  const init = model?.version === 3 ? model.definition.options?.container_init : undefined;
  if (init === undefined) return [];
  const missing = KEYS.filter((key) => init[key] === undefined);
  if (missing.length === 0) return [];
  const message = `container_init has no ${missing.join(' and ')}: setting any of its keys drops the defaults of all.`;
  return [{ severity: 'info', path: ['options', 'container_init'], message }];
}
