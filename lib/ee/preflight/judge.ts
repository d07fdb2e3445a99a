import { baseChecks } from '#lib/ee/preflight/base-checks.ts';
import { collectionChecks } from '#lib/ee/preflight/collection-checks.ts';
import { collectionRows, type CollectionRow } from '#lib/ee/preflight/collection-rows.ts';
import type { Findings } from '#lib/ee/preflight/findings.ts';
import { imageChecks } from '#lib/ee/preflight/image-checks.ts';
import { Places } from '#lib/ee/preflight/places.ts';
import { pythonChecks, pythonRows, type PythonRow } from '#lib/ee/preflight/python-checks.ts';
import { ok, problem, type Check, type Conflict } from '#lib/ee/preflight/result.ts';
import { systemChecks, systemRows, type SystemRow } from '#lib/ee/preflight/system-checks.ts';

export interface Judgement {
  status: 'ok' | 'problems';
  base: { image: string; digest: string; os: string; python: string; architecture: string } | null;
  checks: Check[];
  conflicts: Conflict[];
  collections: CollectionRow[];
  python: PythonRow[];
  system: SystemRow[];
}

/** Turns what was found into checks, conflicts with their fixes, and tables. */
export function judge(text: string, findings: Findings): Judgement {
  const places = new Places(text);
  if (findings.rejection !== null) return rejected(findings.rejection);
  const collections = collectionChecks(findings, places);
  const python = pythonChecks(findings, places);
  const system = systemChecks(findings, places);
  const checks = [
    ok({ id: 'definition', title: 'Definition', detail: 'ansible-builder accepts it.' }),
    ...imageChecks(findings, places),
    ...baseChecks(findings, places),
    ...collections.checks,
    ...python.checks,
    ...system.checks,
  ];
  return {
    status: checks.some(({ status }) => status === 'problem') ? 'problems' : 'ok',
    base: baseOf(findings),
    checks,
    conflicts: [...collections.conflicts, ...python.conflicts, ...system.conflicts],
    collections: findings.introspected === null ? [] : collectionRows(findings.introspected, places),
    python: pythonRows(findings),
    system: systemRows(findings),
  };
}

function rejected(rejection: string): Judgement {
  const check = problem({ id: 'definition', title: 'Definition', detail: `ansible-builder rejects it: ${rejection}`.slice(0, 4000), remedy: 'Correct what the list of problems in the editor names.' });
  return { status: 'problems', base: null, checks: [check], conflicts: [], collections: [], python: [], system: [] };
}

function baseOf({ base, images, facts }: Findings): Judgement['base'] {
  if (base === null) return null;
  const digest = images.find(({ image }) => image === base)?.digest ?? '';
  return { image: base, digest, os: facts?.os ?? '', python: facts?.pythonVersion ?? '', architecture: facts?.architecture ?? '' };
}
