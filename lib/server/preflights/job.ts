import type { PreflightJob } from '#lib/contract/worker-protocol.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { boundedTime, jobBase } from '#lib/server/jobs/job-base.ts';
import type { Attempt } from '#prisma/generated/client.ts';
import { readPayload } from './payload.ts';

/** A leased preflight as its worker gets it: everything but secrets. */
export async function preflightJob(tx: Tx, attempt: Attempt): Promise<PreflightJob> {
  const { id, teamId, trustDomain, definition, job } = await tx.task.findUniqueOrThrow({ where: { jobId: attempt.jobId }, include: { definition: true, job: true } });
  if (definition === null) throw new Error(`The preflight ${id} has no definition.`);
  const { text, files, settings } = readPayload(job);
  const base = boundedTime(await jobBase(tx, attempt, { teamId, trustDomain, settings }));
  return { ...base, kind: 'preflight', preflightId: id, definition: { id: definition.id, name: definition.name }, text, files };
}
