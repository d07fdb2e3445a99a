import type { DefinitionEdit } from '#lib/ee/edit/edit.ts';
import { editing } from '#lib/ee/lint/fixes.ts';
import { textAt } from '#lib/ee/lint/places.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

const DNF = '/usr/bin/dnf';
const MICRODNF = '/usr/bin/microdnf';
const APT = '/usr/bin/apt-get';
const END = '(?::|@|$)';

/** The package manager of images that are known by name; the first pattern that fits counts. */
const KNOWN_IMAGES: { readonly pattern: RegExp; readonly path: string }[] = [
  { pattern: new RegExp(`(?:^|/)(?:ee|de)-(?:minimal|supported)-rhel\\d+${END}`), path: MICRODNF },
  { pattern: new RegExp(`(?:^|/)ubi\\d+/ubi-minimal${END}|(?:^|/)ubi(?:\\d+)?-minimal${END}`), path: MICRODNF },
  { pattern: /(?:^|\/)(?:centos|rockylinux|almalinux|oraclelinux):[\w.]+-(?:minimal|slim)\b/, path: MICRODNF },
  { pattern: new RegExp(`(?:^|/)almalinux/\\d+-minimal${END}`), path: MICRODNF },
  { pattern: new RegExp(`(?:^|/)(?:debian|ubuntu|python|buildpack-deps)${END}(?!.*(?:alpine|windows))`), path: APT },
  { pattern: new RegExp(`(?:^|/)(?:fedora|centos|rockylinux|almalinux|oraclelinux)${END}`), path: DNF },
  { pattern: new RegExp(`(?:^|/)ubi\\d+(?:/ubi)?${END}|(?:^|/)(?:awx-ee|creator-ee|community-ee-(?:base|minimal)|ansible-runner|community-ansible-dev-tools)${END}`), path: DNF },
];

/** options.package_manager_path fits the base image, where that is known. */
export const packageManager: Rule = { code: 'package-manager', check };

function check(context: LintContext): Finding[] {
  if (context.model?.version !== 3) return [];
  const image = textAt(context, ['images', 'base_image', 'name']);
  const known = KNOWN_IMAGES.find(({ pattern }) => image !== null && pattern.test(image.value));
  const set = textAt(context, ['options', 'package_manager_path']);
  const actual = set?.value ?? DNF;
  if (image === null || known === undefined || fits(actual, known.path)) return [];
  const message = `${image.value} has ${known.path}, the build would use ${actual}. Set options.package_manager_path.`;
  return [{ severity: 'warning', path: set?.path ?? image.path, message, ...editing(`Use ${known.path}`, context, editsFor(context, known.path)) }];
}

/** On Debian ansible-builder cannot install pip either. */
function editsFor({ model }: LintContext, path: string): DefinitionEdit[] {
  const manager: DefinitionEdit = { kind: 'set', path: ['options', 'package_manager_path'], value: path };
  const hasPip = model?.version === 3 && model.definition.options?.skip_pip_install === true;
  return path === APT && !hasPip ? [manager, { kind: 'set', path: ['options', 'skip_pip_install'], value: true }] : [manager];
}

/** `/bin/true` is the deliberate way to say that nothing is installed; an image with dnf often has its relatives, too. */
function fits(actual: string, known: string): boolean {
  const name = actual.split('/').at(-1) ?? '';
  if (actual === '/bin/true' || name === known.split('/').at(-1)) return true;
  return known === DNF && /^(?:dnf[35]?|yum)$/.test(name);
}
