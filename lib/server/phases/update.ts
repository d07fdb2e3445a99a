import type { z } from 'zod';
import type { Actor } from '#lib/contract/common.ts';
import type { PhaseUpdate } from '#lib/contract/worker-protocol.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { announceSubject, getLease } from '#lib/server/jobs/lease.ts';
import { ensurePhase } from './ensure.ts';

export async function updatePhase(actor: Actor, { lease, phase, ordinal, status, startedAt, finishedAt, notes }: z.infer<typeof PhaseUpdate>): Promise<void> {
  const about = await inTransaction(async (tx) => {
    const { attempt, subject } = await getLease(tx, actor, { lease, action: 'job.report' });
    const { id } = await ensurePhase(tx, attempt, phase);
    await tx.phase.update({ where: { id }, data: { ordinal, status, startedAt, finishedAt, notes: JSON.stringify(notes) } });
    return subject;
  });
  announceSubject(about);
}
