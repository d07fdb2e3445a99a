import type { PackageKind } from '#lib/ee/lookup/answer.ts';

/** What a half-typed entry asks for: names that begin like it, or versions of the name it has; `complete` makes the whole entry. */
export type Asked =
  | { readonly part: 'name'; readonly prefix: string; readonly complete: (name: string) => string }
  | { readonly part: 'version'; readonly name: string; readonly prefix: string; readonly complete: (version: string) => string };

const PYTHON_NAME = /^[A-Za-z0-9][\w.-]*$/;
const PYTHON_VERSION = /^(([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(?:[^;@]*,)?\s*(?:==|~=|!=|>=|<=|>|<)\s*)([\w.!+-]*)$/;
const COLLECTION_VERSION = /^(([a-z_]\w*\.[a-z_]\w*):(?:[^,]*,)*(?:==|!=|>=|<=|>|<)?)([\w.+-]*)$/i;
const GALAXY_NAME = /^[a-z_][\w.-]*$/i;

export function askedBy(kind: PackageKind, typed: string): Asked | null {
  const text = typed.trimStart();
  const version = (kind === 'python' ? PYTHON_VERSION : COLLECTION_VERSION).exec(text);
  if (version !== null && kind !== 'role') return { part: 'version', name: version[2] ?? '', prefix: version[3] ?? '', complete: (chosen) => (version[1] ?? '') + chosen };
  const isName = (kind === 'python' ? PYTHON_NAME : GALAXY_NAME).test(text);
  return isName && text.length > 1 ? { part: 'name', prefix: text, complete: (name) => name } : null;
}

/** The same where the name has a field of its own and only the version is typed. */
export function versionAskedBy(name: string, typed: string): Asked | null {
  const match = /^((?:[^,]*,)*\s*(?:==|!=|>=|<=|>|<)?\s*)([\w.+-]*)$/.exec(typed);
  return match === null || name === '' ? null : { part: 'version', name, prefix: match[2] ?? '', complete: (chosen) => (match[1] ?? '') + chosen };
}
