import type { Diagnostic, Path } from '#lib/ee/diagnostic.ts';
import { startsWithPath } from '#lib/ee/form/field-path.ts';

export const SECTIONS = ['base', 'python', 'system', 'content', 'steps', 'files', 'output'] as const;
export type SectionId = (typeof SECTIONS)[number];

const ARGUMENTS = 'build_arg_defaults';
/** The longest path that a finding begins with decides. */
const PLACES: readonly (readonly [SectionId, Path])[] = [
  ['base', ['version']],
  ['base', ['images']],
  ['base', [ARGUMENTS]],
  ['base', ['options', 'package_manager_path']],
  ['python', ['dependencies']],
  ['python', ['options', 'skip_pip_install']],
  ['system', ['dependencies', 'system']],
  ['system', ['dependencies', 'exclude', 'system']],
  ['system', [ARGUMENTS, 'PKGMGR_PRESERVE_CACHE']],
  ['content', ['dependencies', 'galaxy']],
  ['content', ['dependencies', 'exclude', 'all_from_collections']],
  ['content', [ARGUMENTS, 'ANSIBLE_GALAXY_CLI_COLLECTION_OPTS']],
  ['content', [ARGUMENTS, 'ANSIBLE_GALAXY_CLI_ROLE_OPTS']],
  ['content', ['ansible_config']],
  ['steps', ['additional_build_steps']],
  ['files', ['additional_build_files']],
  ['output', ['options']],
  ['output', ['settings']],
];

/** The section of the form that a path belongs to. */
export function sectionOf(path: Path): SectionId {
  const fitting = PLACES.filter(([, place]) => startsWithPath(path, place)).sort((a, b) => b[1].length - a[1].length);
  return fitting[0]?.[0] ?? 'base';
}

export type SectionCounts = Readonly<Record<SectionId, Readonly<Record<Diagnostic['severity'], number>>>>;

export function countBySection(diagnostics: readonly Diagnostic[]): SectionCounts {
  const counts = Object.fromEntries(SECTIONS.map((section) => [section, { error: 0, warning: 0, info: 0 }])) as Record<SectionId, Record<Diagnostic['severity'], number>>;
  for (const { path, severity } of diagnostics) counts[sectionOf(path)][severity] += 1;
  return counts;
}
