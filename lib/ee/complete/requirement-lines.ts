import { NOTHING, type Completion, type PackageKind, type PackageWish, type Proposal } from '#lib/ee/complete/proposal.ts';
import type { Span } from '#lib/ee/diagnostic.ts';

/** A requirement up to the cursor; `span` is where it is written. */
export interface TypedLine {
  readonly typed: string;
  readonly span: Span;
}

const PYTHON_NAME = '[A-Za-z0-9](?:[\\w.-]*[A-Za-z0-9])?';
const OPERATORS = '===|==|~=|!=|<=|>=|<|>';
const MARKERS = ['python_version < "3.12"', 'python_version >= "3.11"', 'sys_platform == "linux"', 'platform_machine == "x86_64"'];

function wishAt(wish: PackageWish): Completion {
  return { proposals: [], wish };
}

/** The last `length` characters before the cursor, and `after` more. */
function tailSpan({ typed, span }: TypedLine, length: number): Span {
  return { start: span.start + typed.length - length, end: span.start + typed.length };
}

/** A version that is begun behind an operator replaces only what was typed of it. */
function versionWish(line: TypedLine, of: PackageKind, name: string, begun: string): Completion {
  return wishAt({ wants: 'versions', of, name, span: tailSpan(line, begun.length), wrap: (version) => version });
}

export function completePythonLine(line: TypedLine): Completion {
  const { typed } = line;
  if (/^\s*[-#]|\s#/.test(typed)) return NOTHING;
  const name = /^[\w.-]*$/.exec(typed);
  if (name !== null) return wishAt({ wants: 'names', of: 'python', prefix: typed, span: tailSpan(line, typed.length) });
  const marker = /;\s*(\w*)$/.exec(typed);
  if (marker !== null) return { proposals: MARKERS.map((label) => ({ label, kind: 'value', insert: label, span: tailSpan(line, (marker[1] ?? '').length) })), wish: null };
  const version = new RegExp(`^(${PYTHON_NAME})\\s*(?:\\[[^\\]]*\\])?\\s*(?:[^;@]*,)?\\s*(?:${OPERATORS})\\s*([\\w.*+!-]*)$`).exec(typed);
  return version === null ? NOTHING : versionWish(line, 'python', version[1] ?? '', version[2] ?? '');
}

const PROFILES: Readonly<Record<string, string>> = {
  'platform:rpm': 'On images with RPM packages (Red Hat, CentOS, Fedora, UBI).',
  'platform:dpkg': 'On images with Debian packages (Debian, Ubuntu).',
  'platform:redhat': 'On the Red Hat family.',
  'platform:rhel-9': 'On RHEL 9.',
  'platform:rhel-8': 'On RHEL 8.',
  'platform:centos-9': 'On CentOS Stream 9.',
  'platform:fedora': 'On Fedora.',
  'platform:debian': 'On Debian.',
  'platform:ubuntu': 'On Ubuntu.',
  compile: 'Only while wheels are built; not in the finished image.',
  epel: 'Where the profile epel is asked for.',
};
const WHOLE_PROFILES = ['platform:rpm', 'platform:dpkg', 'compile platform:rpm', 'compile'];

/** What a bindep profile selects, in words; null for one that is not known here. */
export function profileWords(profile: string): string | null {
  return PROFILES[profile.replace(/^!/, '')] ?? null;
}

/** Profiles of a bindep line. */
export function completeSystemLine(line: TypedLine): Completion {
  const inside = /^[^\s#[]+\s*\[(?:[^\]]*\s)?(!?)([\w:.-]*)$/.exec(line.typed);
  if (inside !== null) return { proposals: profileProposals(line, inside[1] ?? '', inside[2] ?? ''), wish: null };
  const behindName = /^[^\s#[]+\s+(\[?)$/.exec(line.typed);
  if (behindName === null) return NOTHING;
  const span = tailSpan(line, (behindName[1] ?? '').length);
  return { proposals: WHOLE_PROFILES.map((profiles) => ({ label: `[${profiles}]`, kind: 'profile', insert: `[${profiles}]`, span, documentation: profiles.split(' ').map((profile) => PROFILES[profile]).join(' ') })), wish: null };
}

function profileProposals(line: TypedLine, negation: string, begun: string): Proposal[] {
  const span = tailSpan(line, negation.length + begun.length);
  return Object.entries(PROFILES).map(([profile, words]) => ({ label: `${negation}${profile}`, kind: 'profile', insert: `${negation}${profile}`, span, documentation: negation === '' ? words : `Not: ${words}` }));
}

/** `namespace.name` or `namespace.name:>=1.0`. */
export function completeCollectionText(line: TypedLine): Completion {
  return completeGalaxyText(line, 'collection', ':');
}

/** `namespace.name` or `namespace.name,1.0`. */
export function completeRoleText(line: TypedLine): Completion {
  return completeGalaxyText(line, 'role', ',');
}

function completeGalaxyText(line: TypedLine, of: PackageKind, separator: ':' | ','): Completion {
  if (/^[\w.]*$/.test(line.typed)) return wishAt({ wants: 'names', of, prefix: line.typed, span: tailSpan(line, line.typed.length) });
  const version = new RegExp(`^(\\w+\\.\\w+)${separator}(?:[^/]*,)?\\s*(?:${OPERATORS})?\\s*([\\w.*+-]*)$`).exec(line.typed);
  return version === null ? NOTHING : versionWish(line, of, version[1] ?? '', version[2] ?? '');
}

/** The value of `version` beside a name; an unquoted one becomes quoted, since `>=1` and `1.10` are no text in YAML. */
export function completeGalaxyVersion(line: TypedLine & { readonly quote: string }, of: PackageKind, name: string): Completion {
  if (!/^\w+\.\w+$/.test(name)) return NOTHING;
  const begun = /^(.*?)([\w.+-]*)$/.exec(line.typed);
  const operators = begun?.[1] ?? '';
  if (line.quote !== '') return versionWish(line, of, name, begun?.[2] ?? '');
  return wishAt({ wants: 'versions', of, name, span: tailSpan(line, line.typed.length), wrap: (version) => `'${operators}${version}'` });
}
