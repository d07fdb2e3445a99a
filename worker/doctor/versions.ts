import semver from 'semver';

/** First fixed release of each maintained series; a version of a later series than all of them is fixed, too. */
export function isFixed(version: string, fixedReleases: readonly string[]): boolean {
  const found = semver.coerce(version);
  if (found === null) return false;
  const sorted = [...fixedReleases].sort(semver.compare);
  const ofSeries = sorted.find((fixed) => semver.major(fixed) === found.major && semver.minor(fixed) === found.minor);
  if (ofSeries !== undefined) return semver.gte(found, ofSeries);
  const newest = sorted.at(-1);
  return newest !== undefined && semver.gt(found, newest);
}

/** The first thing in a text that looks like a version. */
export function findVersion(text: string | undefined): string | null {
  return /\d+\.\d+(?:\.\d+)?/.exec(text ?? '')?.[0] ?? null;
}
