import { compare, satisfies, validRange } from '@renovatebot/pep440';
import semver from 'semver';
import type { PackageKind } from '#lib/ee/lookup/answer.ts';

/** The exact version that a constraint asks for, or null: `==1.2.3`, and for collections and roles a bare `1.2.3`. */
export function pinOf(kind: PackageKind, constraint: string): string | null {
  const pattern = kind === 'python' ? /^==\s*v?([\w.!+-]+)$/ : /^(?:==?)?\s*v?(\d[\w.+-]*)$/;
  return pattern.exec(constraint.trim())?.[1] ?? null;
}

/** Whether one of the versions, newest first, satisfies a constraint; null when the constraint cannot be read. */
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
  if (specifier.includes('===') || !validRange(specifier)) return null;
  if (versions.includes(pinOf('python', specifier) ?? '')) return true;
  return candidates(versions, specifier).some((version) => satisfies(version, specifier, { prereleases: true }));
}

/** Local versions (1.0+cpu) count as the one that they are of, and stand next to it. */
const LOCAL_VARIANTS = 8;

/** The versions between the bounds of a specifier: each comparison reads two versions, and packages have thousands. */
function candidates(versions: readonly string[], specifier: string): readonly string[] {
  let first = 0;
  let last = versions.length;
  for (const clause of specifier.split(',')) {
    const [, operator = '', version = ''] = /^\s*(~=|==|>=|<=|>|<)\s*v?([\w!+-]+(?:\.\w[\w!+-]*)*)(?:\.\*)?\s*$/.exec(clause) ?? [];
    const isWild = clause.trimEnd().endsWith('*');
    if (/^(?:~=|==|>=?)$/.test(operator)) last = Math.min(last, firstIndex(versions, (each) => compare(each, version) < 0) + (isWild ? versions.length : 0));
    if (/^<=?$/.test(operator) || (operator === '==' && !isWild)) first = Math.max(first, firstIndex(versions, (each) => compare(each, version) <= 0) - LOCAL_VARIANTS);
  }
  return versions.slice(first, last);
}

/** Of versions newest first: the index of the first that is so, where all after it are, too. */
function firstIndex(versions: readonly string[], isSo: (version: string) => boolean): number {
  let low = 0;
  let high = versions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSo(versions[middle] ?? '')) high = middle;
    else low = middle + 1;
  }
  return low;
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
