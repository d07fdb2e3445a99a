import type { Actor } from '#lib/contract/common.ts';
import { DoctorReport, WorkerUsage } from '#lib/contract/workers.ts';
import type { Worker } from '#lib/contract/workers.ts';
import { authorize, authorizeInTeam } from '#lib/server/authorization/can.ts';
import { instantOrNull } from '#lib/server/builds/present-summary.ts';
import { getDb } from '#lib/server/db/client.ts';
import { jsonOrNull, stringList } from '#lib/server/db/json.ts';
import { NotFoundError } from '#lib/server/errors.ts';
import type { Prisma } from '#prisma/generated/client.ts';

const INCLUDE = { attempts: { where: { status: 'running' }, include: { job: { include: { build: { include: { definition: { select: { name: true } } } } } } } } } as const satisfies Prisma.WorkerInclude;
type WorkerRow = Prisma.WorkerGetPayload<{ include: typeof INCLUDE }>;

/** Those that are online first, then by name. */
export async function listWorkers(actor: Actor): Promise<Worker[]> {
  authorizeInTeam(actor, 'worker.read');
  const rows = await getDb().worker.findMany({ include: INCLUDE, orderBy: [{ isOnline: 'desc' }, { name: 'asc' }] });
  return rows.map(presentWorker);
}

export async function getWorker(actor: Actor, id: string): Promise<Worker> {
  const row = await getDb().worker.findUnique({ where: { id }, include: INCLUDE });
  if (row === null) throw new NotFoundError('This worker');
  authorize(actor, 'worker.read', row);
  return presentWorker(row);
}

function presentWorker(row: WorkerRow): Worker {
  const builds = row.attempts.flatMap((attempt) => attempt.job.build ?? []);
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    isOnline: row.isOnline,
    onlineSince: instantOrNull(row.onlineSince),
    lastSeenAt: instantOrNull(row.lastSeenAt),
    slots: row.slots,
    slotsUsed: row.attempts.length,
    labels: stringList(row.labels),
    capabilities: stringList(row.capabilities),
    builderImage: row.builderImage,
    doctor: jsonOrNull(DoctorReport, row.doctor),
    usage: jsonOrNull(WorkerUsage, row.usage),
    current: builds.map((build) => ({ buildId: build.id, name: build.definition.name, number: build.number })),
  };
}
