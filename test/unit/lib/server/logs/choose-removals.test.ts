import { describe, expect, it } from 'vitest';
import { chooseRemovals } from '#lib/server/logs/choose-removals.ts';
import type { KeepRules, KeptLogs } from '#lib/server/logs/choose-removals.ts';

const NOW = new Date('2026-11-25T12:00:00Z');
const RULES: KeepRules = { days: 90, count: 100, bytes: 1e9, successes: 0 };

function logs(jobId: string, ageDays: number, more: Partial<KeptLogs> = {}): KeptLogs {
  return { jobId, definitionId: 'd1', isSuccess: false, bytes: 10, finishedAt: new Date(NOW.getTime() - ageDays * 86_400_000), ...more };
}

function chosen(kept: KeptLogs[], rules: Partial<KeepRules>): string[] {
  return chooseRemovals(kept, { ...RULES, ...rules }, NOW).map(({ logs: { jobId }, because }) => `${jobId} ${because}`).sort();
}

describe('chooseRemovals', () => {
  it('takes what is too old', () => {
    expect(chosen([logs('a', 91), logs('b', 89)], {})).toEqual(['a age']);
  });

  it('takes what is too many of a definition, the oldest first', () => {
    expect(chosen([logs('a', 3), logs('b', 1), logs('c', 2), logs('other', 50, { definitionId: 'd2' })], { count: 2 })).toEqual(['a count']);
  });

  it('takes the oldest while all take too much room', () => {
    expect(chosen([logs('a', 3), logs('b', 1), logs('c', 2)], { bytes: 15 })).toEqual(['a size', 'c size']);
    expect(chosen([logs('a', 3), logs('b', 1), logs('c', 2)], { bytes: 30 })).toEqual([]);
  });

  it('counts what goes for another reason as gone', () => {
    expect(chosen([logs('a', 91), logs('b', 1), logs('c', 2)], { bytes: 20 })).toEqual(['a age']);
  });

  it('never takes the last successes of a definition, whatever the other rules say', () => {
    const kept = [logs('old success', 400, { isSuccess: true }), logs('older success', 401, { isSuccess: true }), logs('failure', 399), logs('theirs', 500, { isSuccess: true, definitionId: 'd2' })];
    expect(chosen(kept, { successes: 1, count: 1, bytes: 1 })).toEqual(['failure age', 'older success age']);
  });
});
