import type { CompletionSubject } from '#lib/ee/complete/schema-walk.ts';
import type { Path } from '#lib/ee/diagnostic.ts';

/** What a scalar at a path asks for. */
export type RequirementKind = 'python' | 'system' | 'collection' | 'collection-name' | 'collection-version' | 'role' | 'role-name' | 'role-version' | 'step';

/** Keyed by the path with `*` for indexes. */
const KINDS: Readonly<Record<string, RequirementKind>> = {
  'dependencies.python': 'python',
  'dependencies.python.*': 'python',
  'dependencies.system': 'system',
  'dependencies.system.*': 'system',
  'dependencies.exclude.python.*': 'python',
  'dependencies.exclude.all_from_collections.*': 'collection-name',
  'dependencies.ansible_core.package_pip': 'python',
  'dependencies.ansible_runner.package_pip': 'python',
};

const GALAXY_KINDS: Readonly<Record<string, RequirementKind>> = {
  'collections.*': 'collection',
  'collections.*.name': 'collection-name',
  'collections.*.version': 'collection-version',
  'roles.*': 'role',
  'roles.*.name': 'role-name',
  'roles.*.src': 'role-name',
  'roles.*.version': 'role-version',
};

export function requirementKindAt(subject: CompletionSubject, path: Path): RequirementKind | null {
  const galaxy = galaxyPath(subject, path);
  if (galaxy !== null) return GALAXY_KINDS[patternOf(galaxy)] ?? null;
  if (path[0] === 'additional_build_steps' && path.length >= 2) return 'step';
  return KINDS[patternOf(path)] ?? null;
}

/** The path inside a Galaxy requirements mapping, or null where the path is not in one. */
function galaxyPath(subject: CompletionSubject, path: Path): Path | null {
  if (subject.kind === 'galaxy') return path;
  return path[0] === 'dependencies' && path[1] === 'galaxy' ? path.slice(2) : null;
}

function patternOf(path: Path): string {
  return path.map((step) => (typeof step === 'number' ? '*' : step)).join('.');
}
