import { textAt } from '#lib/ee/lint/places.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

/** An image is named with a tag or digest that stays; the port of a registry is not a tag. */
export const imageTag: Rule = { code: 'image-tag', check };

const PATHS = [
  ['images', 'base_image', 'name'],
  ['images', 'builder_image', 'name'],
  ['build_arg_defaults', 'EE_BASE_IMAGE'],
  ['build_arg_defaults', 'EE_BUILDER_IMAGE'],
];
const MOVING = /^(?:latest|devel|dev|main|master|stable|edge|nightly|rolling|testing|unstable|.*-latest)$/;

function check(context: LintContext): Finding[] {
  if (context.model === null) return [];
  return PATHS.flatMap((path): Finding[] => {
    const reference = textAt(context, path)?.value ?? '';
    const isRejected = path[0] === 'images' && !reference.includes(':');
    return reference === '' || isRejected || /[@$]/.test(reference) ? [] : checkTag(reference, path);
  });
}

function checkTag(reference: string, path: string[]): Finding[] {
  const name = reference.split('/').at(-1) ?? '';
  const tag = name.slice(name.indexOf(':') + 1);
  if (!name.includes(':') || tag === '') return [{ severity: 'warning', path, message: withoutTag(reference) }];
  if (!MOVING.test(tag)) return [];
  return [{ severity: 'info', path, message: `${reference} can be another image tomorrow. A version tag or digest makes builds repeatable.` }];
}

function withoutTag(reference: string): string {
  const reason = reference.includes(':') ? 'the number is the port of the registry' : 'so latest is taken';
  return `${reference} has no tag: ${reason}. Add a version tag or a digest.`;
}
