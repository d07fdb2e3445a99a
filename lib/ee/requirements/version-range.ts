import { compareVersions, nextRelease, parseVersion, type Version } from '#lib/ee/requirements/version.ts';

interface Bound {
  readonly version: Version;
  readonly isInclusive: boolean;
}

interface Limits {
  readonly lower?: Bound;
  readonly upper?: Bound;
  readonly excluded?: Version;
}

const CLAUSE = /^(===|==|!=|~=|<=|>=|<|>|=)?\s*(.*?)(\.\*)?$/;

/**
 * Whether no version can satisfy all clauses (`>=1.0`, `<2`, `==1.4.*`, `~=2.1`, `1.0`). False where a clause is
 * of a form that cannot be judged: what pip or ansible-galaxy may still solve is no conflict.
 */
export function excludeEachOther(clauses: readonly string[]): boolean {
  const all = clauses.filter((clause) => !/^(?:={0,2}\s*\*)?$/.test(clause.trim())).map(limitsOf);
  if (all.some((limits) => limits === null)) return false;
  const limits = all.filter((each) => each !== null);
  const lower = tightest(limits.map((each) => each.lower), 1);
  const upper = tightest(limits.map((each) => each.upper), -1);
  if (lower === null || upper === null) return false;
  const order = compareVersions(lower.version, upper.version);
  if (order !== 0) return order > 0;
  const isExcluded = limits.some(({ excluded }) => excluded !== undefined && compareVersions(excluded, lower.version) === 0);
  return isExcluded || !lower.isInclusive || !upper.isInclusive;
}

function limitsOf(clause: string): Limits | null {
  const [, operator = '==', text = '', wildcard] = CLAUSE.exec(clause.trim()) ?? [];
  const version = parseVersion(text);
  if (version === null) return null;
  const inclusive = { version, isInclusive: true };
  const exclusive = { version, isInclusive: false };
  const length = version.release.length - 1;
  if (wildcard !== undefined) return operator === '==' || operator === '=' ? startingWith(version, length) : {};
  const limits: Readonly<Record<string, Limits>> = {
    '=': { lower: inclusive, upper: inclusive },
    '==': { lower: inclusive, upper: inclusive },
    '>=': { lower: inclusive },
    '>': { lower: exclusive },
    '<=': { upper: inclusive },
    '<': { upper: exclusive },
    '!=': { excluded: version },
    '~=': startingWith(version, length - 1),
  };
  return limits[operator] ?? null;
}

function startingWith(version: Version, length: number): Limits {
  return { lower: { version, isInclusive: true }, upper: { version: nextRelease(version, length), isInclusive: false } };
}

/** The highest (1) or lowest (-1) bound; of equal ones the exclusive. */
function tightest(bounds: readonly (Bound | undefined)[], direction: 1 | -1): Bound | null {
  let best: Bound | null = null;
  for (const bound of bounds) {
    if (bound === undefined) continue;
    const order: number = best === null ? 1 : compareVersions(bound.version, best.version) * direction;
    if (order > 0 || (order === 0 && !bound.isInclusive)) best = bound;
  }
  return best;
}
