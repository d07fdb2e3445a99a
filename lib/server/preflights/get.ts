import type { Actor } from '#lib/contract/common.ts';
import { PreflightResult } from '#lib/contract/preflight.ts';
import type { Preflight } from '#lib/contract/preflight.ts';
import { NotFoundError } from '#lib/server/errors.ts';
import { getTaskRow } from '#lib/server/tasks/get-row.ts';
import { presentTask } from '#lib/server/tasks/present.ts';
import { readResult } from '#lib/server/tasks/read-result.ts';

export async function getPreflight(actor: Actor, id: string): Promise<Preflight> {
  const row = await getTaskRow(actor, 'preflight', id);
  if (row.definition === null) throw new NotFoundError('The definition of this preflight');
  const task = await presentTask(row);
  return { ...task, definition: { id: row.definition.id, name: row.definition.name }, result: await readResult(task, 'preflight', PreflightResult) };
}
