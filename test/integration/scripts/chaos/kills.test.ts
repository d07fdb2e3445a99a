import { describe, expect, it } from 'vitest';
import { runKills } from '#scripts/chaos/kills.ts';
import { RandomSource } from '#test/support/random.ts';

describe('kill -9', () => {
  it('of worker and server, 30 times at random moments, loses no build, moves no tag twice, leaves nothing behind and no gap in a log', async () => {
    const { seed } = new RandomSource();
    const figures = await runKills({ kills: 30, seed, victims: ['worker', 'worker', 'server'] });
    console.log(figures);
    expect(figures, `seed ${String(seed)}`).toMatchObject({ lost: 0, extraAttempts: 0, doubleMoves: 0, orphans: 0, differentLogs: 0, unsealedLogs: 0 });
    expect(figures.logs).toBe(5 * figures.builds);
    expect(figures.tagMoves).toBe(figures.builds);
    // How many of the kills met a build depends on the machine; fewer than this would show nothing.
    expect(figures.atWork).toBeGreaterThan(3);
  }, 600_000);
});
