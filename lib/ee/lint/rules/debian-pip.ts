import { editing } from '#lib/ee/lint/fixes.ts';
import { textAt } from '#lib/ee/lint/places.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

/** On Debian and Ubuntu ensurepip is disabled, so ansible-builder's own installation of pip fails. */
export const debianPip: Rule = { code: 'debian-pip', check };

const SWITCH = ['options', 'skip_pip_install'];

function check(context: LintContext): Finding[] {
  if (context.model?.version !== 3) return [];
  const manager = textAt(context, ['options', 'package_manager_path']);
  if (manager === null || !/\/apt(?:-get)?$/.test(manager.value)) return [];
  if (context.model.definition.options?.skip_pip_install === true) return [];
  const message = 'With apt-get the installation of pip fails (Debian disables ensurepip). Set options.skip_pip_install: true; the base image must have pip.';
  const fix = editing('Set skip_pip_install: true', context, [{ kind: 'set', path: SWITCH, value: true }]);
  return [{ severity: 'warning', path: manager.path, message, ...fix }];
}
