const VERSION =
  /^v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)(?:[-_.]?(?<phase>a|b|c|rc|alpha|beta|pre|preview)[-_.]?(?<phaseNumber>\d*))?(?:-(?<shortPost>\d+)|[-_.]?(?:post|rev|r)[-_.]?(?<post>\d*))?(?:[-_.]?dev[-_.]?(?<dev>\d*))?(?:\+[\w.-]+)?$/i;
const PHASES: Readonly<Record<string, number>> = { a: 0, alpha: 0, b: 1, beta: 1, c: 2, rc: 2, pre: 2, preview: 2 };
const DEV_ONLY = -1;
const FINAL = 3;

/** A version in an order that compares (PEP 440; semantic versions and rpm versions of the usual forms fit, too). */
export interface Version {
  readonly release: readonly number[];
  readonly rank: readonly number[];
}

/** Null where the text is no version of a known form. */
export function parseVersion(text: string): Version | null {
  const groups = VERSION.exec(text.trim())?.groups;
  if (groups === undefined) return null;
  const { epoch = '0', release = '' } = groups;
  return { release: [Number(epoch), ...release.split('.').map(Number)], rank: rankOf(groups) };
}

/** Behind equal numbers: development and pre-releases come before, post releases after the release itself. */
function rankOf({ phase, phaseNumber, shortPost, post = shortPost, dev }: Record<string, string | undefined>): number[] {
  const isDevOnly = dev !== undefined && post === undefined;
  const own = phase === undefined ? (isDevOnly ? DEV_ONLY : FINAL) : (PHASES[phase.toLowerCase()] ?? FINAL);
  return [own, Number(phaseNumber ?? 0), post === undefined ? -1 : Number(post), dev === undefined ? Infinity : Number(dev)];
}

export function compareVersions(a: Version, b: Version): number {
  return compareLists(a.release, b.release) || compareLists(a.rank, b.rank);
}

/** The first release after all that start with these numbers: 1.4 gives 1.5. */
export function nextRelease({ release }: Version, length: number): Version {
  const kept = release.slice(0, length + 1);
  return { release: [...kept.slice(0, -1), (kept.at(-1) ?? 0) + 1], rank: [DEV_ONLY, 0, -1, 0] };
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const left = a[index] ?? 0;
    const right = b[index] ?? 0;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
