import { explain, rcompare, valid } from '@renovatebot/pep440';
import semver from 'semver';
import type { PackageKind } from '#lib/ee/lookup/answer.ts';

/** Newest first, each once. What is no version is left out, but for roles, whose versions are any tags: those come last. */
export function newestFirst(kind: PackageKind, versions: readonly string[]): string[] {
  const unique = [...new Set(versions)];
  if (kind === 'python') return unique.filter((version) => valid(version) !== null).sort(rcompare);
  const readable = unique.filter((version) => semver.valid(version, true) !== null).sort((a, b) => semver.rcompare(a, b, true));
  return kind === 'collection' ? readable : [...readable, ...unique.filter((version) => semver.valid(version, true) === null)];
}

/** Not a pre-release, and one that the kind's installer takes by itself. */
export function isStable(kind: PackageKind, version: string): boolean {
  if (kind === 'python') return explain(version)?.is_prerelease === false;
  return semver.valid(version, true) !== null && semver.prerelease(version, true) === null;
}

export function isNewer(kind: PackageKind, version: string, than: string): boolean {
  if (kind === 'python') return valid(than) !== null && rcompare(version, than) < 0;
  return semver.valid(than, true) !== null && semver.gt(version, than, true);
}
