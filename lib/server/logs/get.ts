import type { Actor } from '#lib/contract/common.ts';
import { PhaseName } from '#lib/contract/builds.ts';
import type { Attempt, Phase } from '#prisma/generated/client.ts';
import { getBuildRow } from '#lib/server/builds/get.ts';
import { getDb } from '#lib/server/db/client.ts';
import { NotFoundError } from '#lib/server/errors.ts';
import { logFiles } from './file.ts';
import type { LogFiles } from './file.ts';

export type FoundLog = {
  files: LogFiles;
  isPacked: boolean;
  /** The worker said that it is whole. */
  isSealed: boolean;
  /** Nothing will be added. */
  isOver: boolean;
  /** For a download. */
  name: string;
};

/** @returns where the log lies; it is empty until the phase's first line. */
export async function getLog(actor: Actor, buildId: string, { attempt, phase }: { attempt: number; phase: PhaseName }): Promise<FoundLog> {
  const { jobId, name } = await getNamedBuild(actor, buildId);
  return findLog(jobId, { attempt, phase, name });
}

/** The logs of an attempt's phases, in their order. */
export async function getLogs(actor: Actor, buildId: string, attempt: number): Promise<{ name: string; logs: (FoundLog & { phase: PhaseName })[] }> {
  const { jobId, name } = await getNamedBuild(actor, buildId);
  const row = await getDb().attempt.findUnique({ where: { jobId_number: { jobId, number: attempt } }, include: { phases: { orderBy: { ordinal: 'asc' } } } });
  if (row === null) throw new NotFoundError(`Attempt ${attempt}`);
  const logs = row.phases.filter(({ logRemovedAt }) => logRemovedAt === null).map((phase) => {
    const phaseName = PhaseName.parse(phase.name);
    return { phase: phaseName, ...foundLog(row, { name: phaseName, row: phase }, `${name}-${attempt}-${phaseName}.log`) };
  });
  return { name: `${name}-${attempt}.log`, logs };
}

async function getNamedBuild(actor: Actor, buildId: string): Promise<{ jobId: string; name: string }> {
  const build = await getBuildRow(actor, buildId);
  const definition = await getDb().definition.findUniqueOrThrow({ where: { id: build.definitionId } });
  return { jobId: build.jobId, name: `${definition.name}-${build.number}` };
}

type Wanted = { attempt: number; phase: PhaseName; name: string };

/** The log of a job that the caller has checked; `name` begins the name of a download. */
export async function findLog(jobId: string, { attempt, phase, name }: Wanted): Promise<FoundLog> {
  const row = await getDb().attempt.findUnique({ where: { jobId_number: { jobId, number: attempt } }, include: { phases: { where: { name: phase } } } });
  if (row === null) throw new NotFoundError(`Attempt ${attempt}`);
  const found = row.phases[0] ?? null;
  if (found !== null && found.logRemovedAt !== null) throw new NotFoundError('This log');
  return foundLog(row, { name: phase, row: found }, `${name}-${attempt}-${phase}.log`);
}

function foundLog(attempt: Attempt, phase: { name: PhaseName; row: Phase | null }, name: string): FoundLog {
  const isSealed = phase.row?.logSealed ?? false;
  return { files: logFiles(attempt.id, phase.name), name, isSealed, isOver: isSealed || attempt.status !== 'running', isPacked: (phase.row?.logPackedBytes ?? null) !== null };
}
