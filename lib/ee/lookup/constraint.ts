import { filter } from '@renovatebot/pep440';
import semver from 'semver';
import type { PackageKind } from '#lib/ee/lookup/answer.ts';

/** The exact version that a constraint asks for, or null: `==1.2.3`, and for collections and roles a bare `1.2.3`. */
export function pinOf(kind: PackageKind, constraint: string): string | null {
  const pattern = kind === 'python' ? /^==\s*v?([\w.!+-]+)$/ : /^(?:==?)?\s*v?(\d[\w.+-]*)$/;
  return pattern.exec(constraint.trim())?.[1] ?? null;
}

/** Whether one of the versions satisfies a constraint; null when the constraint cannot be read. */
export function isSatisfiable(kind: PackageKind, versions: readonly string[], constraint: string): boolean | null {
  switch (kind) {
    case 'python':
      return pythonSatisfiable(versions, constraint);
    case 'collection':
      return collectionSatisfiable(versions, constraint);
    case 'role':
      return versions.length === 0 || constraint === 'master' || versions.includes(constraint);
  }
}

function pythonSatisfiable(versions: readonly string[], specifier: string): boolean | null {
  if (specifier.includes('===')) return null;
  try {
    return filter([...versions], specifier, { prereleases: true }).length > 0;
  } catch {
    return null;
  }
}

const CLAUSE = /^(==|=|!=|>=|<=|>|<)?\s*([\w.+-]+|\*)$/;
type Clause = { readonly operator: string; readonly version: string };

/** As ansible-galaxy reads ranges: clauses joined by commas, a bare version is an exact one, `*` is any. */
function collectionSatisfiable(versions: readonly string[], range: string): boolean | null {
  const clauses = range.split(',').map((clause) => readClause(clause.trim()));
  if (!clauses.every((clause) => clause !== null)) return null;
  const isPinned = pinOf('collection', range) !== null;
  return versions.some((version) => (isPinned || semver.prerelease(version, true) === null) && clauses.every((clause) => holds(version, clause)));
}

function readClause(text: string): Clause | null {
  const match = CLAUSE.exec(text);
  const [, operator = '==', version = ''] = match ?? [];
  if (match === null) return null;
  return version === '*' || semver.valid(version, true) !== null ? { operator, version } : null;
}

function holds(version: string, { operator, version: wanted }: Clause): boolean {
  if (wanted === '*') return true;
  const order = semver.compare(version, wanted, true);
  switch (operator) {
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    case '!=':
      return order !== 0;
    default:
      return order === 0;
  }
}
