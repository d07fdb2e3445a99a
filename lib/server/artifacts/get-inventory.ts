import { readFile } from 'node:fs/promises';
import type { Actor } from '#lib/contract/common.ts';
import { Inventory } from '#lib/contract/inventory.ts';
import { getArtifact } from './get.ts';

/** What is in the image that a build made: checked again, it is a claim of untrusted code. */
export async function getInventory(actor: Actor, buildId: string): Promise<Inventory> {
  const { file } = await getArtifact(actor, buildId, { attempt: null, kind: 'inventory' });
  return Inventory.parse(JSON.parse(await readFile(file, 'utf8')));
}
