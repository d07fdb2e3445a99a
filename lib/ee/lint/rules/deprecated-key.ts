import type { Path } from '#lib/ee/diagnostic.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import { successorOf } from '#lib/ee/lint/unknown-key-fix.ts';
import { keySpanAt } from '#lib/ee/yaml/locate.ts';

/** Keys of version 1 and 2 that version 3 does not have. */
export const deprecatedKey: Rule = { code: 'deprecated-key', check };

const PATHS: Path[] = [
  ['ansible_config'],
  ['build_arg_defaults', 'EE_BASE_IMAGE'],
  ['build_arg_defaults', 'EE_BUILDER_IMAGE'],
  ['images', 'builder_image'],
  ['additional_build_steps', 'prepend'],
  ['additional_build_steps', 'append'],
];

function check({ model, root }: LintContext): Finding[] {
  if (model === null || model.version === 3) return [];
  const { version } = model;
  return PATHS.flatMap((path): Finding[] => {
    const span = keySpanAt(root, path);
    return span === null ? [] : [findingFor(path, version, span)];
  });
}

function findingFor(path: Path, version: 1 | 2, span: Finding['span']): Finding {
  const place = span === undefined ? {} : { span };
  if (version === 2 && path[0] === 'ansible_config') {
    const message = `In version 2 ansible_config has no effect: the file is copied into the build context only. ${successorOf(path) ?? ''}`;
    return { severity: 'warning', path, message, ...place };
  }
  return { severity: 'info', path, message: `${String(path.at(-1))} is gone in version 3. ${successorOf(path) ?? ''}`, ...place };
}
