import type { PackageAnswer, PackageKind } from '#lib/ee/lookup/answer.ts';
import { isSatisfiable, pinOf } from '#lib/ee/lookup/constraint.ts';
import { isNewer, isStable } from '#lib/ee/lookup/order.ts';

export type Verdict =
  | { readonly kind: 'fine' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'no-version'; readonly newest: string | null }
  | { readonly kind: 'newer'; readonly pinned: string; readonly newest: string };

const FINE: Verdict = { kind: 'fine' };
/** Packages have thousands of versions and texts change with every key: each pair is judged once. */
const judged = new WeakMap<PackageAnswer, Map<string, Verdict>>();

/** What an answer means for a constraint. Old or missing answers mean nothing. */
export function verdictOf(answer: PackageAnswer, constraint: string): Verdict {
  const verdicts = judged.get(answer) ?? new Map<string, Verdict>();
  judged.set(answer, verdicts);
  const known = verdicts.get(constraint);
  if (known !== undefined) return known;
  const verdict = judge(answer, constraint);
  verdicts.set(constraint, verdict);
  return verdict;
}

function judge({ kind, state, versions, yanked }: PackageAnswer, constraint: string): Verdict {
  if (state === 'not-found') return { kind: 'missing' };
  if (state !== 'ok' || constraint === '') return FINE;
  const newest = versions.find((version) => isStable(kind, version)) ?? null;
  const isYankedOne = yanked.length > 0 && isSatisfiable(kind, yanked, constraint) !== false;
  if (!isYankedOne && isSatisfiable(kind, versions, constraint) === false) return { kind: 'no-version', newest: newest ?? versions[0] ?? null };
  return newerThanPin(pinOf(kind, constraint), newest, kind);
}

function newerThanPin(pinned: string | null, newest: string | null, kind: PackageKind): Verdict {
  if (pinned === null || newest === null || !isNewer(kind, newest, pinned)) return FINE;
  return { kind: 'newer', pinned, newest };
}
