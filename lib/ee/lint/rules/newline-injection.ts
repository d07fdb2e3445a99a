import type { Path } from '#lib/ee/diagnostic.ts';
import { editing } from '#lib/ee/lint/fixes.ts';
import { textAt } from '#lib/ee/lint/places.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

/** These values are written into one line of the Containerfile: a line break in them becomes an instruction. */
export const newlineInjection: Rule = { code: 'newline-injection', check };

const PATHS: Path[] = [
  ['options', 'workdir'],
  ['options', 'user'],
  ['options', 'package_manager_path'],
  ['options', 'container_init', 'package_pip'],
  ['options', 'container_init', 'entrypoint'],
  ['options', 'container_init', 'cmd'],
  ['dependencies', 'python_interpreter', 'package_system'],
  ['dependencies', 'python_interpreter', 'python_path'],
  ['dependencies', 'ansible_core', 'package_pip'],
  ['dependencies', 'ansible_runner', 'package_pip'],
  ['images', 'base_image', 'name'],
  ['images', 'builder_image', 'name'],
  ...[
    'EE_BASE_IMAGE',
    'EE_BUILDER_IMAGE',
    'ANSIBLE_GALAXY_CLI_COLLECTION_OPTS',
    'ANSIBLE_GALAXY_CLI_ROLE_OPTS',
    'PKGMGR_PRESERVE_CACHE',
  ].map((name) => ['build_arg_defaults', name]),
];

function check(context: LintContext): Finding[] {
  if (context.model === null) return [];
  return PATHS.flatMap((path): Finding[] => {
    const place = textAt(context, path);
    if (place === null || !/[\r\n]/.test(place.value)) return [];
    const message = `${String(path.at(-1))} must be a single line: a line break would become an instruction of the Containerfile.`;
    const line = place.value.trim();
    const fix = line === '' || /[\r\n]/.test(line) ? {} : editing('Write it on one line', context, [{ kind: 'set', path, value: line }]);
    return [{ severity: 'error', message, path, refusedBy: 'ee-foundry', ...fix }];
  });
}
