import { Inventory } from '#lib/contract/inventory.ts';
import { getInventory } from '#lib/server/artifacts/get-inventory.ts';
import { IdParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'build.read',
  summary: 'Read what is in the image that a build made',
  params: IdParams,
  response: Inventory,
  handler: ({ actor, params }) => getInventory(actor, params.id),
});
