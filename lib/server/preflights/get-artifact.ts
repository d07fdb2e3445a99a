import type { Actor } from '#lib/contract/common.ts';
import { findArtifact } from '#lib/server/artifacts/get.ts';
import { getTaskRow } from '#lib/server/tasks/get-row.ts';

/** Of the newest attempt that has it. */
export async function getPreflightArtifact(actor: Actor, id: string, kind: string): ReturnType<typeof findArtifact> {
  const { jobId } = await getTaskRow(actor, 'preflight', id);
  return findArtifact(jobId, { attempt: null, kind, of: 'this preflight' });
}
