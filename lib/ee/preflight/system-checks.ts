import type { Findings, RequestLine, SystemFindings } from '#lib/ee/preflight/findings.ts';
import { whoOf } from '#lib/ee/preflight/python-conflicts.ts';
import type { Places } from '#lib/ee/preflight/places.ts';
import { ok, problem, skipped, warning, type Check, type Conflict, type Fix } from '#lib/ee/preflight/result.ts';

export interface SystemRow {
  name: string;
  askedBy: string[];
  status: 'installed' | 'available' | 'unknown' | 'unchecked';
  version: string;
  isForCompiling: boolean;
}

const HEAD = { id: 'system', title: 'System packages', path: ['dependencies', 'system'] } as const;
/** A repository that a step adds may have what the base does not know. */
const REPOSITORY_HOOKS = ['prepend_base', 'append_base', 'prepend_builder', 'prepend_final'] as const;

export function systemRows({ system, facts }: Findings): SystemRow[] {
  if (system === null) return [];
  const installed = new Map((facts?.system ?? []).map(({ name, version }) => [name, version]));
  return system.packages.map(({ name, lines, isForCompiling }) => {
    const askedBy = [...new Set(linesOf(system, lines).map(({ who }) => whoOf(who)))];
    const there = installed.get(name);
    if (there !== undefined) return { name, askedBy, status: 'installed', version: there, isForCompiling };
    const candidate = system.candidates?.[name];
    const status = candidate === undefined ? 'unchecked' : candidate === null ? 'unknown' : 'available';
    return { name, askedBy, status, version: candidate ?? '', isForCompiling };
  });
}

export function systemChecks(findings: Findings, places: Places): { checks: Check[]; conflicts: Conflict[] } {
  const { system } = findings;
  if (system === null || (system.packages.length === 0 && system.errors.length === 0)) return { checks: unusedOnly(system), conflicts: [] };
  const rows = systemRows(findings);
  const unknown = rows.filter(({ status }) => status === 'unknown');
  const conflicts = [...system.errors.flatMap((error) => badLine(error, system, places)), ...unknown.map((row) => unknownPackage(row, system, findings, places))];
  return { checks: [systemCheck(findings, rows, conflicts.length, places)], conflicts };
}

function unusedOnly(system: SystemFindings | null): Check[] {
  if (system === null || system.unused.length === 0) return [];
  return [ok({ ...HEAD, detail: 'None of the system packages applies to the platform of the base image.' })];
}

function systemCheck({ system, packageManager }: Findings, rows: readonly SystemRow[], conflicts: number, places: Places): Check {
  if (conflicts > 0) {
    const detail = `${conflicts} ${conflicts === 1 ? 'system package cannot' : 'system packages cannot'} be installed.`;
    const remedy = 'See the conflicts below: who asks for what, and what would help.';
    const mayComeFromStep = system?.errors.length === 0 && REPOSITORY_HOOKS.some((hook) => places.form.steps[hook].source !== 'absent');
    return mayComeFromStep ? warning({ ...HEAD, detail: `${detail} A step of the definition may add the repository that has them; preflight does not run steps.`, remedy }) : problem({ ...HEAD, detail, remedy });
  }
  if (system?.candidates === null) return skipped({ ...HEAD, detail: `${packageManager} could not be asked whether it has the ${rows.length} packages. The log of the phase "packages" says why.` });
  const installed = rows.filter(({ status }) => status === 'installed').length;
  return ok({ ...HEAD, detail: `${rows.length} ${rows.length === 1 ? 'package' : 'packages'}: ${installed} in the base already, ${rows.length - installed} known to ${packageManager}.` });
}

function unknownPackage(row: SystemRow, system: SystemFindings, { packageManager }: Findings, places: Places): Conflict {
  const lines = linesOf(system, system.packages.find(({ name }) => name === row.name)?.lines ?? []);
  return { kind: 'system', what: `${packageManager} of the base image knows no package ${row.name}.`, ...toAskers(lines), fixes: fixesOf(lines, places) };
}

function badLine({ line, message }: SystemFindings['errors'][number], system: SystemFindings, places: Places): Conflict[] {
  const lines = line === null ? [] : linesOf(system, [line]);
  const what = line === null ? message : `bindep cannot read the line "${lines[0]?.text ?? ''}".`;
  return [{ kind: 'system', what: what.slice(0, 2000), ...toAskers(lines), fixes: fixesOf(lines, places) }];
}

function toAskers(lines: readonly RequestLine[]): Pick<Conflict, 'askers'> {
  return { askers: lines.map(({ who, text, path }) => ({ who: whoOf(who), line: text, path })) };
}

/** One change for all who ask: own lines go, those of collections are left out by the first word of their line. */
function fixesOf(lines: readonly RequestLine[], places: Places): Fix[] {
  const own = lines.filter(({ who }) => who === 'user');
  const others = lines.filter(({ who }) => who !== 'user');
  const removals = own.map(({ path }) => places.removeEntry(path));
  if (removals.some((edits) => edits === null)) return [];
  const names = [...new Set(others.map(({ text }) => text.split(/\s+/)[0] ?? ''))];
  const edits = [...removals.reverse().flatMap((each) => each ?? []), ...places.exclude('system', names)];
  const title = own.length > 0 ? `Remove ${own[0]?.text ?? ''}` : `Leave out ${names.join(', ')} of ${others.map(({ who }) => who).join(', ')}`;
  return edits.length === 0 ? [] : [{ title, edits }];
}

function linesOf({ request }: SystemFindings, indexes: readonly number[]): RequestLine[] {
  return indexes.flatMap((index) => request[index] ?? []);
}
