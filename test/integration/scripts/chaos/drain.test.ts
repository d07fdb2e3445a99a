import { describe, expect, it } from 'vitest';
import { runDrains } from '#scripts/chaos/drain.ts';
import { RandomSource } from '#test/support/random.ts';

describe('SIGTERM', () => {
  it('of the worker while builds run fails none, costs no attempt and is followed by no lease', async () => {
    const { seed } = new RandomSource();
    const figures = await runDrains({ drains: 4, seed });
    expect(figures, `seed ${String(seed)}`).toMatchObject({ lost: 0, extraAttempts: 0, leasesAfterTerm: 0, doubleMoves: 0, orphans: 0, differentLogs: 0, unsealedLogs: 0 });
    expect(figures.builds).toBe(6);
  });
});
