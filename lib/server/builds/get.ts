import type { Actor } from '#lib/contract/common.ts';
import type { Build } from '#lib/contract/builds.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { getDb } from '#lib/server/db/client.ts';
import { NotFoundError } from '#lib/server/errors.ts';
import type { Build as BuildRow, Job } from '#prisma/generated/client.ts';
import { presentBuild } from './present.ts';
import { SUMMARY_INCLUDE } from './present-summary.ts';
import { whyUnpublished, whyWaiting } from './waiting.ts';

export async function getBuild(actor: Actor, id: string): Promise<Build> {
  const db = getDb();
  const row = await db.build.findUnique({ where: { id }, include: SUMMARY_INCLUDE });
  if (row === null) throw new NotFoundError('This build');
  authorize(actor, 'build.read', row);
  const [attempts, earlier, waiting] = await Promise.all([
    db.attempt.findMany({ where: { jobId: row.jobId }, orderBy: { number: 'asc' }, include: { worker: true, artifacts: true, phases: { orderBy: { ordinal: 'asc' }, include: { steps: { orderBy: { ordinal: 'asc' } } } } } }),
    row.rebuildOfId === null ? null : db.build.findUnique({ where: { id: row.rebuildOfId }, select: { id: true, number: true } }),
    findReason(row),
  ]);
  return presentBuild(row, { attempts, rebuildOf: earlier, waiting });
}

function findReason(row: BuildRow & { job: Job }): Promise<Build['waiting']> {
  if (row.status === 'queued') return whyWaiting(row);
  return row.status === 'running' ? whyUnpublished(row) : Promise.resolve(null);
}

/** The stored build after the check that the actor may read it. */
export async function getBuildRow(actor: Actor, id: string): Promise<BuildRow> {
  const row = await getDb().build.findUnique({ where: { id } });
  if (row === null) throw new NotFoundError('This build');
  authorize(actor, 'build.read', row);
  return row;
}
