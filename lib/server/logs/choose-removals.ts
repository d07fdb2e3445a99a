/** The logs of one finished job. */
export type KeptLogs = { jobId: string; definitionId: string; isSuccess: boolean; finishedAt: Date; bytes: number };
export type KeepRules = { days: number; count: number; bytes: number; successes: number };
export type Removal<T> = { logs: T; because: 'age' | 'count' | 'size' };

const DAY_MS = 24 * 3_600_000;

/** Which logs go: too old, too many of a definition, then the oldest while all take too much room. The last successes of each definition stay. */
export function chooseRemovals<T extends KeptLogs>(kept: readonly T[], rules: KeepRules, now: Date): Removal<T>[] {
  const newestFirst = [...kept].sort((a, b) => b.finishedAt.getTime() - a.finishedAt.getTime());
  const seen = new Map<string, { all: number; successes: number }>();
  const removals: Removal<T>[] = [];
  const rest: T[] = [];
  for (const logs of newestFirst) {
    const place = seen.get(logs.definitionId) ?? { all: 0, successes: 0 };
    seen.set(logs.definitionId, place);
    place.all += 1;
    if (logs.isSuccess) place.successes += 1;
    if (logs.isSuccess && place.successes <= rules.successes) continue;
    if (now.getTime() - logs.finishedAt.getTime() > rules.days * DAY_MS) removals.push({ logs, because: 'age' });
    else if (place.all > rules.count) removals.push({ logs, because: 'count' });
    else rest.push(logs);
  }
  const gone = new Set(removals.map(({ logs }) => logs));
  let total = kept.reduce((sum, logs) => sum + (gone.has(logs) ? 0 : logs.bytes), 0);
  for (const logs of rest.reverse()) {
    if (total <= rules.bytes) break;
    removals.push({ logs, because: 'size' });
    total -= logs.bytes;
  }
  return removals;
}
