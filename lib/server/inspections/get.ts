import type { Actor } from '#lib/contract/common.ts';
import type { Inspection } from '#lib/contract/inspections.ts';
import { Inventory } from '#lib/contract/inventory.ts';
import { getTaskRow } from '#lib/server/tasks/get-row.ts';
import { presentTask } from '#lib/server/tasks/present.ts';
import { readResult } from '#lib/server/tasks/read-result.ts';
import { readInspectionPayload } from './payload.ts';

export async function getInspection(actor: Actor, id: string): Promise<Inspection> {
  const row = await getTaskRow(actor, 'inspect', id);
  const task = await presentTask(row);
  return { ...task, image: readInspectionPayload(row.job).image, contents: await readResult(task, 'inventory', Inventory) };
}
