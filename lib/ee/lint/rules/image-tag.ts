import { textAt } from '#lib/ee/lint/places.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

/** An image is named with a tag or digest; the port of a registry is not a tag. */
export const imageTag: Rule = { code: 'image-tag', check };

const PATHS = [
  ['images', 'base_image', 'name'],
  ['images', 'builder_image', 'name'],
  ['build_arg_defaults', 'EE_BASE_IMAGE'],
  ['build_arg_defaults', 'EE_BUILDER_IMAGE'],
];

function check(context: LintContext): Finding[] {
  if (context.model === null) return [];
  return PATHS.flatMap((path): Finding[] => {
    const place = textAt(context, path);
    if (place === null || place.value === '') return [];
    const name = place.value.split('/').at(-1) ?? '';
    if (place.value.includes('@')) return [];
    if (!name.includes(':') && place.value.includes(':')) {
      return [{ severity: 'warning', path, message: `${place.value} has no tag: the number is the port of the registry. Add one, for instance :latest.` }];
    }
    if (!/:latest$/.test(name)) return [];
    return [{ severity: 'info', path, message: `${place.value} can be another image tomorrow. A version tag or digest makes builds repeatable.` }];
  });
}
