import type { PhasePlan, PhaseResult } from '#worker/engine/engine.ts';
import type { Attempt } from './attempt.ts';
import { runPhase } from './phase-runner.ts';

/** Runs phases at the same time. */
export function runSideBySide(attempt: Attempt, plans: readonly PhasePlan[]): Promise<PhaseResult[]> {
  return allOver(plans.map((plan) => runPhase(attempt, plan)));
}

/** All are over before the first failure is thrown: nothing of an attempt may go on behind its end. */
export async function allOver<T extends readonly unknown[]>(works: readonly [...T]): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
