import { editing } from '#lib/ee/lint/fixes.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import { DEFAULT_INIT } from '#lib/ee/schema/defaults.ts';

const KEYS = ['package_pip', 'entrypoint', 'cmd'] as const;
const PATH = ['options', 'container_init'];

/** Setting one key of container_init drops the defaults of all three. */
export const containerInit: Rule = { code: 'container-init', check };

function check(context: LintContext): Finding[] {
  const { model } = context;
  const init = model?.version === 3 ? model.definition.options?.container_init : undefined;
  if (init === undefined) return [];
  const missing = KEYS.filter((key) => init[key] === undefined);
  if (missing.length === 0) return [];
  const message = `container_init has no ${missing.join(' and ')}: setting any of its keys drops the defaults of all.`;
  const edits = missing.map((key) => ({ kind: 'set' as const, path: [...PATH, key], value: DEFAULT_INIT[key] }));
  return [{ severity: 'info', path: PATH, message, ...editing(`Add the default of ${missing.join(' and ')}`, context, edits) }];
}
