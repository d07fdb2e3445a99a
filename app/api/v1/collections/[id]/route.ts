import { deleteCollection } from '#lib/server/collections/delete.ts';
import { IdParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const DELETE = withApi({
  action: 'collection.delete',
  summary: 'Delete one version of a collection',
  params: IdParams,
  handler: ({ actor, params }) => deleteCollection(actor, params.id),
});
