import type { Actor } from '#lib/contract/common.ts';
import type { PhaseName } from '#lib/contract/builds.ts';
import { getBuildRow } from '#lib/server/builds/get.ts';
import { getDb } from '#lib/server/db/client.ts';
import { NotFoundError } from '#lib/server/errors.ts';
import { logFile } from './file.ts';

type FoundLog = { file: string; name: string; isSealed: boolean };

/** @returns where the log lies; the file is missing until the phase's first line. */
export async function getLog(actor: Actor, buildId: string, { attempt, phase }: { attempt: number; phase: PhaseName }): Promise<FoundLog> {
  const build = await getBuildRow(actor, buildId);
  const definition = await getDb().definition.findUniqueOrThrow({ where: { id: build.definitionId } });
  return findLog(build.jobId, { attempt, phase, name: `${definition.name}-${build.number}` });
}

type Wanted = { attempt: number; phase: PhaseName; name: string };

/** The log of a job that the caller has checked; `name` begins the name of a download. */
export async function findLog(jobId: string, { attempt, phase, name }: Wanted): Promise<FoundLog> {
  const row = await getDb().attempt.findUnique({ where: { jobId_number: { jobId, number: attempt } }, include: { phases: { where: { name: phase } } } });
  if (row === null) throw new NotFoundError(`Attempt ${attempt}`);
  return { file: logFile(row.id, phase), name: `${name}-${attempt}-${phase}.log`, isSealed: row.phases[0]?.logSealed ?? false };
}
