import type { Actor } from '#lib/contract/common.ts';
import type { WorkerReply, WorkerRequest, WorkerRequestName } from '#lib/contract/worker-protocol.ts';
import { putArtifact } from '#lib/server/artifacts/put.ts';
import { readFileChunk } from '#lib/server/blobs/read-chunk.ts';
import { secretsForPhase } from '#lib/server/credentials/for-phase.ts';
import { claimJobs } from '#lib/server/jobs/claim.ts';
import { completeAttempt } from '#lib/server/jobs/complete.ts';
import { heartbeat } from '#lib/server/jobs/heartbeat.ts';
import { grantPublication } from '#lib/server/jobs/publish.ts';
import { reportVersions } from '#lib/server/jobs/report-versions.ts';
import { appendLog } from '#lib/server/logs/append.ts';
import { sealLog } from '#lib/server/logs/seal.ts';
import { updateSteps } from '#lib/server/phases/update-steps.ts';
import { updatePhase } from '#lib/server/phases/update.ts';
import { reportDoctor } from '#lib/server/workers/report-doctor.ts';

type Handlers = { [N in WorkerRequestName]: (actor: Actor, request: WorkerRequest<N>) => Promise<WorkerReply<N>> };

/** The verb behind each request of a worker. */
export const WORKER_HANDLERS: Handlers = {
  'lease.request': async (actor, request) => ({ jobs: await claimJobs(actor, request) }),
  heartbeat,
  'phase.update': nothing(updatePhase),
  'steps.update': nothing(updateSteps),
  'log.append': appendLog,
  'log.seal': sealLog,
  'file.read': readFileChunk,
  'secrets.request': secretsForPhase,
  'artifact.put': putArtifact,
  'publish.request': (actor, request) => grantPublication(actor, request),
  'versions.report': nothing(reportVersions),
  complete: nothing(completeAttempt),
  doctor: nothing((actor: Actor, request: WorkerRequest<'doctor'>) => reportDoctor(actor, request.report)),
};

function nothing<R>(verb: (actor: Actor, request: R) => Promise<void>): (actor: Actor, request: R) => Promise<null> {
  return async (actor, request) => {
    await verb(actor, request);
    return null;
  };
}
