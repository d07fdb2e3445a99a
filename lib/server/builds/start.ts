import type { Actor } from '#lib/contract/common.ts';
import type { Build, BuildMode, StartBuild } from '#lib/contract/builds.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { inTransaction, isUniqueViolation } from '#lib/server/db/transaction.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { defaultRepository, wantedTags } from '#lib/server/definitions/destination.ts';
import { getDefinitionRow } from '#lib/server/definitions/get-row.ts';
import { ConflictError, NotFoundError } from '#lib/server/errors.ts';
import { announce, getBus } from '#lib/server/events/bus.ts';
import { newId } from '#lib/server/new-id.ts';
import { parseRevisionSettings } from '#lib/server/revisions/present.ts';
import type { Definition, Revision } from '#prisma/generated/client.ts';
import { getBuild } from './get.ts';

const MAX_TRIES = 5;

type Order = { definitionId: string; revision: number | null; mode: BuildMode; rebuildOfId: string | null };

/** Queues a build of a revision (null: the newest). */
export async function startBuild(actor: Actor, definitionId: string, { revision, mode }: StartBuild): Promise<Build> {
  return orderBuild(actor, { definitionId, revision, mode, rebuildOfId: null });
}

/** Writes build and job in one transaction; numbers taken by another writer are drawn again. */
export async function orderBuild(actor: Actor, order: Order): Promise<Build> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const id = await inTransaction((tx) => writeBuild(tx, actor, order));
      announce('builds', id);
      announce('definitions', order.definitionId);
      getBus().emit('wake');
      return await getBuild(actor, id);
    } catch (error) {
      if (!isUniqueViolation(error) || attempt >= MAX_TRIES) throw error;
    }
  }
}

async function writeBuild(tx: Tx, actor: Actor, order: Order): Promise<string> {
  const definition = await getDefinitionRow(tx, order.definitionId);
  authorize(actor, 'build.start', definition);
  if (definition.archivedAt !== null) throw new ConflictError('This definition is archived. Bring it back first.');
  const number = order.revision ?? definition.headRevision;
  const revision = await tx.revision.findUnique({ where: { definitionId_number: { definitionId: definition.id, number } } });
  if (revision === null) throw new NotFoundError(`Revision ${number}`);
  const { lastBuildNumber } = await tx.definition.update({ where: { id: definition.id }, data: { lastBuildNumber: { increment: 1 } } });
  const newest = await tx.build.findFirst({ orderBy: { sequence: 'desc' }, select: { sequence: true } });
  const id = newId();
  await insertBuild(tx, { id, actor, order, definition, revision, number: lastBuildNumber, sequence: (newest?.sequence ?? 0) + 1 });
  await recordAudit(tx, actor, {
    teamId: definition.teamId,
    action: 'build.start',
    target: { type: 'build', id },
    detail: { definition: definition.name, revision: number, mode: order.mode },
  });
  return id;
}

type NewBuild = { id: string; actor: Actor; order: Order; definition: Definition; revision: Revision; number: number; sequence: number };

async function insertBuild(tx: Tx, { id, actor, order, definition, revision, number, sequence }: NewBuild): Promise<void> {
  const settings = parseRevisionSettings(revision.settings);
  const { teamId } = definition;
  const job = await tx.job.create({ data: { id: newId(), teamId, kind: 'build', status: 'queued', payload: JSON.stringify({ buildId: id }), labels: JSON.stringify(settings.workerLabels) } });
  await tx.build.create({
    data: {
      id,
      teamId,
      definitionId: definition.id,
      revisionId: revision.id,
      number,
      sequence,
      actorKind: actor.kind,
      actorId: actor.id,
      engine: 'standard',
      trustDomain: teamId,
      mode: order.mode,
      status: 'queued',
      repository: settings.repository ?? defaultRepository(definition.name),
      tags: JSON.stringify(wantedTags({ text: revision.text, settings })),
      rebuildOfId: order.rebuildOfId,
      jobId: job.id,
    },
  });
}
