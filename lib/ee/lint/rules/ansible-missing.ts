import type { DefinitionEdit } from '#lib/ee/edit/edit.ts';
import { editing } from '#lib/ee/lint/fixes.ts';
import { stepTexts, textAt } from '#lib/ee/lint/places.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import type { DefinitionV3 } from '#lib/ee/schema/v3.ts';

/** Images of a bare operating system, known by name. */
const BARE_IMAGE = /(?:^|\/)(?:debian|ubuntu|python|fedora|fedora-minimal|centos|rockylinux|almalinux|oraclelinux|ubi\d*|ubi\d*-minimal|python-3\d+)(?::|@|$)/;
/** Hooks before the checks for ansible and ansible-runner: their steps may install both. */
const EARLY_HOOKS = ['prepend_base', 'append_base', 'prepend_galaxy', 'prepend_final'];

/** A bare base image has no ansible: it is installed by dependencies.ansible_core and ansible_runner. */
export const ansibleMissing: Rule = { code: 'ansible-missing', check };

function check(context: LintContext): Finding[] {
  const { model } = context;
  const image = textAt(context, ['images', 'base_image', 'name']);
  if (model?.version !== 3 || image === null || !BARE_IMAGE.test(image.value)) return [];
  if (stepTexts(context).some(({ hook, value }) => EARLY_HOOKS.includes(hook) && /ansible|requirements|pipenv|poetry/.test(value))) return [];
  const missing = missingParts(model.definition);
  if (missing.length === 0) return [];
  const message = `${image.value} has no ${missing.join(' and no ')}, and the build checks for it. Set ${missing.map((part) => `dependencies.${keyOf(part)}`).join(' and ')}.`;
  const edits = missing.map((part): DefinitionEdit => ({ kind: 'set', path: ['dependencies', keyOf(part), 'package_pip'], value: part }));
  return [{ severity: 'warning', path: image.path, message, ...editing(`Install ${missing.join(' and ')}`, context, edits) }];
}

/** ansible-galaxy runs in any case; the check of the final stage can be left out. */
function missingParts({ dependencies = {}, options }: DefinitionV3): string[] {
  const isChecked = options?.skip_ansible_check !== true;
  const hasGalaxy = dependencies.galaxy !== undefined && dependencies.galaxy !== '';
  const needsCore = (isChecked || hasGalaxy) && dependencies.ansible_core === undefined;
  return [...(needsCore ? ['ansible-core'] : []), ...(isChecked && dependencies.ansible_runner === undefined ? ['ansible-runner'] : [])];
}

function keyOf(part: string): string {
  return part.replace('-', '_');
}
