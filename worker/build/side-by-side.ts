import type { PhasePlan, PhaseResult } from '#worker/engine/engine.ts';
import type { Attempt } from './attempt.ts';
import { runPhase } from './phase-runner.ts';

/** Runs phases at the same time; all are over before the first failure is thrown. */
export async function runSideBySide(attempt: Attempt, plans: readonly PhasePlan[]): Promise<PhaseResult[]> {
  const settled = await Promise.allSettled(plans.map((plan) => runPhase(attempt, plan)));
  return settled.map((each) => {
    if (each.status === 'rejected') throw each.reason;
    return each.value;
  });
}
