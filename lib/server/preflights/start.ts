import type { Actor } from '#lib/contract/common.ts';
import { StartPreflight } from '#lib/contract/preflight.ts';
import type { Preflight } from '#lib/contract/preflight.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { getDefinitionRow } from '#lib/server/definitions/get-row.ts';
import { ConflictError } from '#lib/server/errors.ts';
import { announce, getBus } from '#lib/server/events/bus.ts';
import { newId } from '#lib/server/new-id.ts';
import { contentHash } from '#lib/server/revisions/content-hash.ts';
import { checkCredentials, checkFiles } from '#lib/server/revisions/write.ts';
import type { Definition } from '#prisma/generated/client.ts';
import { getPreflight } from './get.ts';

/** Before builds: it takes seconds, and somebody waits for it. */
const PRIORITY = 10;
/** A worker that dies twice over it will die again. */
const MAX_ATTEMPTS = 2;

/** Queues a preflight of the definition as given; nothing of it is saved as a revision. */
export async function startPreflight(actor: Actor, definitionId: string, content: StartPreflight): Promise<Preflight> {
  const id = await inTransaction((tx) => writePreflight(tx, actor, definitionId, content));
  announce('preflights', id);
  getBus().emit('wake');
  return getPreflight(actor, id);
}

async function writePreflight(tx: Tx, actor: Actor, definitionId: string, content: StartPreflight): Promise<string> {
  const definition = await getDefinitionRow(tx, definitionId);
  authorize(actor, 'preflight.start', definition);
  if (definition.archivedAt !== null) throw new ConflictError('This definition is archived. Bring it back first.');
  await checkFiles(tx, definition.teamId, content.files);
  await checkCredentials(tx, definition.teamId, content.settings);
  const id = await insertPreflight(tx, actor, definition, content);
  await recordAudit(tx, actor, { teamId: definition.teamId, action: 'preflight.start', target: { type: 'preflight', id }, detail: { definition: definition.name } });
  return id;
}

async function insertPreflight(tx: Tx, actor: Actor, { id: definitionId, teamId }: Definition, content: StartPreflight): Promise<string> {
  const id = newId();
  const job = await tx.job.create({
    data: {
      id: newId(),
      teamId,
      kind: 'preflight',
      status: 'queued',
      priority: PRIORITY,
      maxAttempts: MAX_ATTEMPTS,
      payload: JSON.stringify(StartPreflight.parse(content)),
      labels: JSON.stringify(content.settings.workerLabels),
    },
  });
  await tx.preflight.create({
    data: { id, teamId, definitionId, actorKind: actor.kind, actorId: actor.id, trustDomain: teamId, contentHash: contentHash(content), status: 'queued', jobId: job.id },
  });
  return id;
}
