import { markerProblem } from '#lib/ee/requirements/marker.ts';

/** A requirement line for pip, taken apart for display; pip itself has the last word. */
export interface PythonRequirement {
  readonly name: string;
  readonly extras: readonly string[];
  /** For instance `>=1.34,<2`; empty when any version will do. */
  readonly specifier: string;
  /** Of `name @ url`. */
  readonly url: string | null;
  /** Of `; python_version < "3.12"`. */
  readonly marker: string | null;
}

export type PythonLine =
  | { readonly kind: 'requirement'; readonly requirement: PythonRequirement }
  /** An option line such as `-c constraints.txt` or `--index-url …`, or a bare URL or path. */
  | { readonly kind: 'option'; readonly text: string }
  | { readonly kind: 'blank' }
  | { readonly kind: 'invalid'; readonly message: string };

const NAME = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*/;
const EXTRAS = /^\[\s*([^\]]*)\]\s*/;
const CLAUSE = /^(?:===\s*\S+|(?:==|!=)\s*v?[\w.!+-]+(?:\.\*)?|~=\s*v?[\w!+-]+\.[\w.!+-]+|(?:<=|>=|<|>)\s*v?[\w.!+-]+)$/i;

export function parsePythonLine(line: string): PythonLine {
  const text = line.replace(/(?:^|\s)#.*$/, '').trim();
  if (text === '') return { kind: 'blank' };
  if (text.startsWith('-') || /^(?:[a-z+]+:\/\/|\.{0,2}\/)/i.test(text)) return { kind: 'option', text };
  const name = NAME.exec(text);
  if (name === null) return { kind: 'invalid', message: `"${text}" does not start with the name of a package.` };
  return parseAfterName(name[1] ?? '', text.slice(name[0].length));
}

/** The name as PyPI compares it: lower case, runs of `-_.` as one `-`. */
export function normalizePythonName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

export function formatPythonRequirement({ name, extras, specifier, url, marker }: PythonRequirement): string {
  const extraPart = extras.length === 0 ? '' : `[${extras.join(',')}]`;
  const versionPart = url === null ? specifier : ` @ ${url}`;
  const markerPart = marker === null ? '' : `${url === null ? '' : ' '}; ${marker}`;
  return `${name}${extraPart}${versionPart}${markerPart}`;
}

function parseAfterName(name: string, rest: string): PythonLine {
  const extrasMatch = EXTRAS.exec(rest);
  const extras = (extrasMatch?.[1] ?? '').split(',').map((extra) => extra.trim()).filter((extra) => extra !== '');
  const tail = rest.slice(extrasMatch?.[0].length ?? 0);
  if (tail.startsWith('@')) return urlRequirement(name, extras, tail.slice(1).trim());
  const [versionText = '', ...markerParts] = tail.split(';');
  const marker = markerParts.length === 0 ? null : markerParts.join(';').trim();
  const clauses = clausesOf(versionText);
  const wrong = clauses.find((clause) => !CLAUSE.test(clause));
  if (wrong !== undefined) return { kind: 'invalid', message: specifierMessage(name, wrong) };
  const unreadable = unreadableMarker(name, marker);
  if (unreadable !== null) return unreadable;
  const specifier = clauses.map((clause) => clause.replace(/\s+/g, '')).join(',');
  return { kind: 'requirement', requirement: { name, extras, specifier, url: null, marker } };
}

function urlRequirement(name: string, extras: readonly string[], text: string): PythonLine {
  const [url = '', ...rest] = text.split(/\s+;/);
  if (url === '') return { kind: 'invalid', message: `After "@" ${name} needs a URL.` };
  const marker = rest.length === 0 ? null : rest.join(';').trim();
  const unreadable = unreadableMarker(name, marker);
  if (unreadable !== null) return unreadable;
  return { kind: 'requirement', requirement: { name, extras, specifier: '', url, marker } };
}

function unreadableMarker(name: string, marker: string | null): PythonLine | null {
  if (marker === null) return null;
  if (marker === '') return { kind: 'invalid', message: `After ";" ${name} needs a condition, for instance python_version < "3.12".` };
  const message = markerProblem(withoutOptions(marker));
  return message === null ? null : { kind: 'invalid', message };
}

/** pip takes options of its own at the end of a line. */
function withoutOptions(text: string): string {
  return text.replace(/\s+--(?:hash|config-settings|global-option)\b.*$/, '').trim();
}

function clausesOf(versionText: string): string[] {
  const text = versionText.trim().replace(/^\((.*)\)$/, '$1');
  const clauses = withoutOptions(text);
  return clauses === '' ? [] : clauses.split(',').map((clause) => clause.trim()).filter((clause, index, all) => clause !== '' || index < all.length - 1);
}

function specifierMessage(name: string, clause: string): string {
  if (/^=[^=]/.test(clause)) return `${name}: use "==" for an exact version, not "=".`;
  return `${name}: "${clause}" is not a version specifier, for instance >=1.0,<2.`;
}
