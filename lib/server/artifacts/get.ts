import type { Actor } from '#lib/contract/common.ts';
import { getBuildRow } from '#lib/server/builds/get.ts';
import { getDb } from '#lib/server/db/client.ts';
import { NotFoundError } from '#lib/server/errors.ts';
import { artifactFile } from './file.ts';

type Found = { file: string; sha256: string; size: number; mediaType: string };

/** An artifact of one attempt of a build; null: of the newest attempt that has it. */
export async function getArtifact(actor: Actor, buildId: string, { attempt, kind }: { attempt: number | null; kind: string }): Promise<Found> {
  const build = await getBuildRow(actor, buildId);
  return findArtifact(build.jobId, { attempt, kind, of: 'this build' });
}

/** An artifact of a job that the caller has checked. */
export async function findArtifact(jobId: string, { attempt, kind, of }: { attempt: number | null; kind: string; of: string }): Promise<Found> {
  const row = await getDb().artifact.findFirst({
    where: { kind, attempt: { jobId, ...(attempt === null ? {} : { number: attempt }) } },
    orderBy: { attempt: { number: 'desc' } },
  });
  if (row === null) throw new NotFoundError(`The ${kind} of ${of}`);
  return { file: artifactFile(row.sha256), sha256: row.sha256, size: row.size, mediaType: row.mediaType };
}
