import type { z } from 'zod';
import type { Actor } from '#lib/contract/common.ts';
import type { StepsUpdate } from '#lib/contract/worker-protocol.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { announceSubject, getLease } from '#lib/server/jobs/lease.ts';
import { newId } from '#lib/server/new-id.ts';
import { ensurePhase } from './ensure.ts';

/** The whole list once the Containerfile is known, then those that changed. */
export async function updateSteps(actor: Actor, { lease, phase, steps }: z.infer<typeof StepsUpdate>): Promise<void> {
  const about = await inTransaction(async (tx) => {
    const { attempt, subject } = await getLease(tx, actor, { lease, action: 'job.report' });
    const { id: phaseId, teamId } = await ensurePhase(tx, attempt, phase);
    const known = new Set((await tx.step.findMany({ where: { phaseId }, select: { ordinal: true } })).map((step) => step.ordinal));
    const fresh = steps.filter((step) => !known.has(step.ordinal));
    if (fresh.length > 0) await tx.step.createMany({ data: fresh.map((step) => ({ id: newId(), teamId, phaseId, ...step })) });
    for (const step of steps) {
      if (known.has(step.ordinal)) await tx.step.update({ where: { phaseId_ordinal: { phaseId, ordinal: step.ordinal } }, data: step });
    }
    return subject;
  });
  announceSubject(about);
}
