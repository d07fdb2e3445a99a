import type { Findings, PythonConflict, RequestLine, Trial } from '#lib/ee/preflight/findings.ts';
import { isSamePackage, requirementName, type Places } from '#lib/ee/preflight/places.ts';
import type { Conflict, Fix } from '#lib/ee/preflight/result.ts';
import { parsePythonLine, formatPythonRequirement } from '#lib/ee/requirements/pep508.ts';

interface Case {
  conflict: PythonConflict;
  lines: readonly RequestLine[];
  request: readonly RequestLine[];
  places: Places;
}

/** What cannot be installed together, who asks for it, and the changes that were tried and work. */
export function pythonConflicts({ resolved, request }: Findings, places: Places): Conflict[] {
  return (resolved?.conflicts ?? []).map((conflict) => {
    const lines = conflict.members.flatMap((index) => request[index] ?? []);
    return {
      kind: 'python',
      what: explainUv(conflict.message, lines),
      askers: lines.map(({ who, text, path }) => ({ who: whoOf(who), line: text, path })),
      fixes: fixesOf({ conflict, lines, request, places }),
    };
  });
}

type AskedLine = Pick<RequestLine, 'who' | 'text'>;
type Explain = (reason: string, lines: readonly AskedLine[], name: string) => string | null;

const NOT_FOUND = /was not found in the (?:package registry|provided package locations)/;
const NO_VERSION = /there (?:is|are) no versions? of/;
const OTHER_PYTHON = /(?:current|requested|target) Python version \((?:[\w ]+: )?[>=~]*([\d.]+)\) does not satisfy Python([^ ,]+(?:,[^ ]+)*)/;

/** In turn: the first that knows the reason. */
const EXPLANATIONS: readonly Explain[] = [
  (reason, lines, name) => (lines.length === 1 && NOT_FOUND.test(reason) ? `No package index has a package ${name}.` : null),
  (reason, lines, name) => (lines.length === 1 && NO_VERSION.test(reason) ? `No version of ${name} is ${textOf(lines).slice(name.length).trim()}.` : null),
  (reason, lines) => {
    const python = OTHER_PYTHON.exec(reason);
    return python === null ? null : `${textOf(lines)} needs Python ${python[2] ?? ''}; the base image has ${python[1] ?? ''}.`;
  },
  (_reason, lines, name) => {
    const isOnePackage = lines.length > 1 && lines.every(({ text }) => isSamePackage(requirementName(text), name));
    return isOnePackage ? `No version of ${name} is all of: ${lines.map(({ text }) => text).join(', ')}.` : null;
  },
];

/** A sentence in plain words where uv's reason is a known one, else uv's own words. */
export function explainUv(message: string, lines: readonly AskedLine[]): string {
  const reason = reasonOf(message);
  const name = requirementName(textOf(lines)) ?? textOf(lines);
  const [explained] = EXPLANATIONS.flatMap((explain) => explain(reason, lines, name) ?? []);
  return explained ?? inOwnWords(reason);
}

/** uv speaks to whoever wrote the requirements; the conclusion is what the conflict says anyway. */
function inOwnWords(reason: string): string {
  const short = /^Because (.*?), we can conclude that [^.]*(?:\.\d[^.]*)* are incompatible\. And because you require [^ ]+$/.exec(reason.replace(/\.$/, ''))?.[1];
  return (short === undefined ? reason : `${short}.`).replaceAll('your requirements', 'these requirements').replaceAll('you require', 'this asks for');
}

function textOf([line]: readonly AskedLine[]): string {
  return line?.text ?? '';
}

function reasonOf(message: string): string {
  const [, cause = message] = /cause:\s*([\s\S]*)$/.exec(message) ?? [];
  return cause.replace(/\n\s*hint:[\s\S]*$/i, '').replaceAll(/\s+/g, ' ').replaceAll(/, we can conclude that your requirements are unsatisfiable/g, '').trim().slice(0, 1500);
}

function fixesOf({ conflict, lines, request, places }: Case): Fix[] {
  const works = conflict.trials.filter(({ ok }) => ok);
  const fixes = [
    ...works.filter(({ kind }) => kind === 'loosen').map((trial) => loosen(trial, request, places)),
    ...works.filter(({ kind }) => kind === 'loosen').map((trial) => takeOver(trial, { conflict, lines, request, places })),
    ...works.filter(({ kind }) => kind === 'exclude').map((trial) => exclude(trial, request, places)),
    ...works.filter(({ kind }) => kind === 'remove').map((trial) => remove(trial, request, places)),
  ].filter((fix) => fix !== null);
  return fixes.slice(0, 8);
}

/** Another version of what the definition asks for. */
function loosen({ lines: [index], version }: Trial, request: readonly RequestLine[], places: Places): Fix | null {
  const line = request[index ?? -1];
  if (line?.who !== 'user' || version === null) return null;
  const pinned = withVersion(line.text, version);
  const edits = pinned === null ? null : places.replaceLine(line.path, pinned);
  return edits === null ? null : { title: `Use ${pinned ?? ''} instead of ${line.text}`, edits };
}

/** Of collections that contradict each other: what they ask for is left out, and the definition asks for the version of one. */
function takeOver(trial: Trial, { lines, request, places }: Case): Fix | null {
  const loosened = request[trial.lines[0] ?? -1];
  const name = requirementName(loosened?.text ?? '');
  if (loosened === undefined || loosened.who === 'user' || name === null || trial.version === null) return null;
  if (lines.some(({ who, text }) => who === 'user' || !isSamePackage(requirementName(text), name))) return null;
  const kept = lines.filter((line) => line !== loosened).map(({ who }) => who).join(', ');
  const edits = places.firstWay([[...places.exclude('python', namesAsWritten(lines)), places.addPythonLine(`${name}==${trial.version}`)]]);
  return edits === null ? null : { title: `Take ${name} ${trial.version}, as ${kept} asks, for all`, edits };
}

function exclude({ lines: indexes }: Trial, request: readonly RequestLine[], places: Places): Fix | null {
  const lines = indexes.flatMap((index) => request[index] ?? []);
  const names = namesAsWritten(lines);
  const edits = places.firstWay([places.exclude('python', names)]);
  return edits === null ? null : { title: `Leave out ${names.join(', ')} of ${lines.map(({ who }) => who).join(', ')}`, edits };
}

function remove({ lines: [index] }: Trial, request: readonly RequestLine[], places: Places): Fix | null {
  const line = request[index ?? -1];
  const edits = places.removeEntry(line?.path ?? null);
  return edits === null ? null : { title: `Remove ${line?.text ?? ''}`, edits };
}

/** Exclusion compares names as the collections write them: `PyYAML` and `pyyaml` are one, `a_b` and `a-b` are two. */
function namesAsWritten(lines: readonly RequestLine[]): string[] {
  return [...new Set(lines.flatMap(({ text }) => requirementName(text)?.toLowerCase() ?? []))];
}

function withVersion(text: string, version: string): string | null {
  const parsed = parsePythonLine(text);
  if (parsed.kind !== 'requirement') return null;
  return formatPythonRequirement({ ...parsed.requirement, specifier: `==${version}`, url: null });
}

export function whoOf(who: string): string {
  return who === 'user' ? 'you' : who;
}
