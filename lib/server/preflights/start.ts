import type { Actor } from '#lib/contract/common.ts';
import { StartPreflight } from '#lib/contract/preflight.ts';
import type { Preflight } from '#lib/contract/preflight.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { getDefinitionRow } from '#lib/server/definitions/get-row.ts';
import { ConflictError } from '#lib/server/errors.ts';
import { announce, getBus } from '#lib/server/events/bus.ts';
import { checkCredentials, checkFiles } from '#lib/server/revisions/write.ts';
import { createTask } from '#lib/server/tasks/create.ts';
import { getPreflight } from './get.ts';

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
  const { teamId } = definition;
  await checkFiles(tx, teamId, content.files);
  await checkCredentials(tx, teamId, content.settings);
  return createTask(tx, actor, { kind: 'preflight', teamId, definitionId, payload: StartPreflight.parse(content), workerLabels: content.settings.workerLabels, detail: { definition: definition.name } });
}
