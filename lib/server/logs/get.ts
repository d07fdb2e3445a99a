import type { Actor } from '#lib/contract/common.ts';
import type { PhaseName } from '#lib/contract/builds.ts';
import { getBuildRow } from '#lib/server/builds/get.ts';
import { getDb } from '#lib/server/db/client.ts';
import { NotFoundError } from '#lib/server/errors.ts';
import { logFile } from './file.ts';

/** @returns where the log lies; the file is missing until the phase's first line. */
export async function getLog(actor: Actor, buildId: string, { attempt, phase }: { attempt: number; phase: PhaseName }): Promise<{ file: string; name: string; isSealed: boolean }> {
  const build = await getBuildRow(actor, buildId);
  const db = getDb();
  const [row, definition] = await Promise.all([
    db.attempt.findUnique({ where: { jobId_number: { jobId: build.jobId, number: attempt } }, include: { phases: { where: { name: phase } } } }),
    db.definition.findUniqueOrThrow({ where: { id: build.definitionId } }),
  ]);
  if (row === null) throw new NotFoundError(`Attempt ${attempt}`);
  return { file: logFile(row.id, phase), name: `${definition.name}-${build.number}-${attempt}-${phase}.log`, isSealed: row.phases[0]?.logSealed ?? false };
}
