import type { PackageKind, PackageSource } from '#components/editor/package-source.ts';
import { isStable } from '#lib/ee/lookup/order.ts';
import { askedBy, versionAskedBy, type Asked } from '#lib/ee/lookup/suggestion.ts';

/** One line of a suggestion list: `value` is what the field holds once it is chosen. */
export interface Suggestion {
  readonly value: string;
  readonly label: string;
  readonly description: string | null;
}
export type Suggest = (typed: string, signal: AbortSignal) => Promise<readonly Suggestion[]>;

const LIMIT = 12;

async function answer(source: PackageSource, kind: PackageKind, asked: Asked | null, signal: AbortSignal): Promise<readonly Suggestion[]> {
  if (asked === null) return [];
  if (asked.part === 'name') {
    const found = await source.search(kind, asked.prefix, signal);
    return found.slice(0, LIMIT).map(({ name, summary }) => ({ value: asked.complete(name), label: name, description: summary }));
  }
  const versions = await source.versions(kind, asked.name, signal);
  const fitting = versions.filter((version) => version.startsWith(asked.prefix));
  const stable = fitting.filter((version) => isStable(kind, version));
  const ordered = [...stable, ...fitting.filter((version) => !stable.includes(version))].slice(0, LIMIT);
  const newest = versions.find((version) => isStable(kind, version));
  return ordered.map((version) => ({ value: asked.complete(version), label: version, description: version === newest ? 'newest' : null }));
}

/** Names, and versions behind an operator, for a field that holds a whole entry. */
export function suggestEntries(source: PackageSource, kind: PackageKind): Suggest {
  return (typed, signal) => answer(source, kind, askedBy(kind, typed), signal);
}

/** Versions for a field beside that of the name. */
export function suggestVersions(source: PackageSource, kind: PackageKind, name: string): Suggest {
  return (typed, signal) => answer(source, kind, versionAskedBy(name, typed), signal);
}
