import type { PreflightJob } from '#lib/contract/worker-protocol.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { jobBase } from '#lib/server/jobs/job-base.ts';
import type { Attempt } from '#prisma/generated/client.ts';
import { readPayload } from './payload.ts';

const MAX_SECONDS = 15 * 60;

/** A leased preflight as its worker gets it: everything but secrets. */
export async function preflightJob(tx: Tx, attempt: Attempt): Promise<PreflightJob> {
  const { id, trustDomain, definition, job } = await tx.preflight.findUniqueOrThrow({ where: { jobId: attempt.jobId }, include: { definition: true, job: true } });
  const { text, files, settings } = readPayload(job);
  const base = await jobBase(tx, attempt, { definition, trustDomain, settings });
  return { ...base, kind: 'preflight', preflightId: id, text, files, limits: { ...base.limits, timeoutSeconds: Math.min(base.limits.timeoutSeconds, MAX_SECONDS) } };
}
