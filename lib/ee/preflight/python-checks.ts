import type { Findings, Resolved } from '#lib/ee/preflight/findings.ts';
import { pythonConflicts, whoOf } from '#lib/ee/preflight/python-conflicts.ts';
import { requirementName, type Places } from '#lib/ee/preflight/places.ts';
import { ok, problem, skipped, warning, type Check, type Conflict } from '#lib/ee/preflight/result.ts';
import { normalizePythonName } from '#lib/ee/requirements/pep508.ts';

export interface PythonRow {
  name: string;
  version: string;
  askedBy: string[];
  inBase: string | null;
  newer: string | null;
  needsBuilding: boolean;
}

const HEAD = { id: 'python', title: 'Python packages', path: ['dependencies', 'python'] } as const;
const SHOWN = 12;

export function pythonRows({ resolved, facts }: Findings): PythonRow[] {
  if (resolved === null) return [];
  const installed = new Map((facts?.python ?? []).map(({ name, version }) => [normalizePythonName(name), version]));
  return resolved.packages.map(({ name, version, via, needsBuilding }) => {
    const newest = resolved.newest[name] ?? null;
    return { name, version, askedBy: askersOf(via), inBase: installed.get(name) ?? null, newer: newest === version ? null : newest, needsBuilding };
  });
}

/** uv names the file of a line that asks directly; the files are named after who asks. */
function askersOf(via: readonly string[]): string[] {
  const direct = via.flatMap((each) => /^-r (?:.*\/)?(.+)\.in$/.exec(each)?.[1] ?? []).map(whoOf);
  const parents = via.filter((each) => !each.startsWith('-')).map((each) => each.replace(/\[.*\]$/, ''));
  return direct.length > 0 ? direct : parents;
}

export function pythonChecks(findings: Findings, places: Places): { checks: Check[]; conflicts: Conflict[] } {
  const { resolved, request } = findings;
  if (request.length === 0) return { checks: [], conflicts: [] };
  if (resolved === null) return { checks: [skipped({ ...HEAD, detail: whyNot(findings) })], conflicts: [] };
  const conflicts = pythonConflicts(findings, places);
  if (conflicts.length > 0) {
    const count = `${conflicts.length} ${conflicts.length === 1 ? 'conflict' : 'conflicts'}`;
    return { checks: [problem({ ...HEAD, detail: `The Python packages cannot be installed together: ${count}.`, remedy: 'See the conflicts below: who asks for what, and what would help.' })], conflicts };
  }
  if (resolved.error !== null) return { checks: [problem({ ...HEAD, detail: resolved.error.slice(0, 2000), remedy: 'The log of the phase "resolve" has the whole message.' })], conflicts };
  return { checks: [resolvedCheck(resolved, findings), ...sourcesCheck(resolved)], conflicts };
}

function whyNot({ facts, introspected }: Findings): string {
  if (introspected === null) return 'The requirements could not be read. The log of the phase "introspect" says why.';
  if (facts?.pythonVersion === undefined || facts.pythonVersion === null) return 'They are resolved for the Python of the base image, and its version is not known.';
  return 'They could not be resolved. The log of the phase "resolve" says why.';
}

/** pip keeps what the base has and takes the newest otherwise, as uv was told to; the two may differ where something holds a version back. */
function resolvedCheck({ packages }: Resolved, findings: Findings): Check {
  const rows = pythonRows(findings);
  const pinned = new Set(findings.request.filter(({ text }) => /[^!~<>=]===?[^=]/.test(text)).flatMap(({ text }) => normalizePythonName(requirementName(text) ?? '')));
  const held = rows.filter(({ name, newer, inBase, version }) => newer !== null && inBase !== version && !pinned.has(name)).map(({ name, version }) => `${name} ${version}`);
  const detail = `${packages.length} ${packages.length === 1 ? 'package' : 'packages'} for Python ${findings.facts?.pythonVersion ?? ''}, resolved with uv; ${rows.filter(({ inBase, version }) => inBase === version).length} of them are in the base already.`;
  if (held.length === 0) return ok({ ...HEAD, detail });
  const names = `${held.slice(0, SHOWN).join(', ')}${held.length > SHOWN ? ` and ${held.length - SHOWN} more` : ''}`;
  return ok({ ...HEAD, detail: `${detail} Something holds these back from their newest version, and pip may choose another older one there: ${names}.` });
}

function sourcesCheck({ packages }: Resolved): Check[] {
  const names = packages.filter(({ needsBuilding }) => needsBuilding).map(({ name, version }) => `${name} ${version}`);
  if (names.length === 0) return [];
  const detail = `No wheel fits this Python and platform: the build compiles ${names.slice(0, SHOWN).join(', ')}.`;
  return [warning({ id: 'python-sources', title: 'Packages built from source', path: HEAD.path, detail, remedy: 'Choose versions that have wheels, or make sure that compilers and headers are among the system packages (bindep profile "compile").' })];
}
