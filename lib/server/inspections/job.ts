import type { InspectJob } from '#lib/contract/worker-protocol.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { boundedTime, jobBase } from '#lib/server/jobs/job-base.ts';
import type { Attempt } from '#prisma/generated/client.ts';
import { inspectionCredentials, readInspectionPayload } from './payload.ts';

/** A leased inspection as its worker gets it: everything but secrets. */
export async function inspectJob(tx: Tx, attempt: Attempt): Promise<InspectJob> {
  const { id, teamId, trustDomain, job } = await tx.task.findUniqueOrThrow({ where: { jobId: attempt.jobId }, include: { job: true } });
  const request = readInspectionPayload(job);
  const base = boundedTime(await jobBase(tx, attempt, { teamId, trustDomain, settings: inspectionCredentials(request) }));
  return { ...base, kind: 'inspect', inspectionId: id, image: request.image };
}
