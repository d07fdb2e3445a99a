import type { z } from 'zod';
import type { Actor } from '#lib/contract/common.ts';
import type { VersionsReport } from '#lib/contract/worker-protocol.ts';
import { stringRecord } from '#lib/server/db/json.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { announceSubject, getLease } from './lease.ts';

/** Adds to what the attempt was made with: tool versions, image digests, credential versions. */
export async function reportVersions(actor: Actor, { lease, versions }: z.infer<typeof VersionsReport>): Promise<void> {
  const about = await inTransaction(async (tx) => {
    const { attempt, subject } = await getLease(tx, actor, { lease, action: 'job.report' });
    await tx.attempt.update({ where: { id: attempt.id }, data: { versions: JSON.stringify({ ...stringRecord(attempt.versions), ...versions }) } });
    return subject;
  });
  announceSubject(about);
}
