import { textAt } from '#lib/ee/lint/places.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

/** The package manager of images that are known by name. */
const KNOWN_IMAGES: { readonly pattern: RegExp; readonly path: string }[] = [
  { pattern: /(?:ee-minimal-rhel\d+|ee-supported-rhel\d+|ubi\d+(?:\/ubi)?-minimal)(?::|@|$)/, path: '/usr/bin/microdnf' },
  { pattern: /(?:^|\/)(?:debian|ubuntu|python)(?::|@|$)(?!.*alpine)/, path: '/usr/bin/apt-get' },
];

/** options.package_manager_path fits the base image, where that is known. */
export const packageManager: Rule = { code: 'package-manager', check };

function check(context: LintContext): Finding[] {
  if (context.model?.version !== 3) return [];
  const image = textAt(context, ['images', 'base_image', 'name']);
  const known = KNOWN_IMAGES.find(({ pattern }) => image !== null && pattern.test(image.value));
  const set = textAt(context, ['options', 'package_manager_path']);
  const actual = set?.value ?? '/usr/bin/dnf';
  if (image === null || known === undefined || fits(actual, known.path)) return [];
  const message = `${image.value} has ${known.path}, the build would use ${actual}. Set options.package_manager_path.`;
  return [{ severity: 'warning', path: set?.path ?? image.path, message }];
}

/** `/bin/true` is the deliberate way to say that nothing is installed. */
function fits(actual: string, known: string): boolean {
  return actual === '/bin/true' || actual.split('/').at(-1) === known.split('/').at(-1);
}
