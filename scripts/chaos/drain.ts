import { setTimeout as delay } from 'node:timers/promises';
import { queueBuilds } from './instance.ts';
import { seededRandom } from './random.ts';
import { runOnInstance } from './scene.ts';
import type { Verdict } from './verdict.ts';

const LIFE_MS = [1_000, 4_000] as const;
const DOWN_MS = 1_000;
/** A lease that was asked for before the signal may be answered after it. */
const ON_ITS_WAY_MS = 500;
const BUILDS_PER_DRAIN = 1.5;

export interface DrainFigures extends Verdict {
  seed: number;
  drains: number;
  leasesAfterTerm: number;
}

/** SIGTERM at random moments while builds run; the worker is started again. */
export async function runDrains({ drains, seed }: { drains: number; seed: number }): Promise<DrainFigures> {
  const { result, verdict } = await runOnInstance({
    prepare: () => queueBuilds(Math.ceil(drains * BUILDS_PER_DRAIN)),
    async act({ victims }) {
      const random = seededRandom(seed);
      const away: { from: number; to: number }[] = [];
      for (let count = 0; count < drains; count += 1) {
        await delay(random(...LIFE_MS));
        const from = Date.now() + ON_ITS_WAY_MS;
        victims.worker.signal('SIGTERM');
        await victims.worker.ended();
        await delay(DOWN_MS);
        away.push({ from, to: Date.now() });
        victims.worker.start();
      }
      return away;
    },
  });
  const leasesAfterTerm = verdict.startsMs.filter((start) => result.some(({ from, to }) => start > from && start < to)).length;
  return { seed, drains, leasesAfterTerm, ...verdict };
}
