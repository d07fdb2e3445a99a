import { CollectionListQuery, CollectionPage, GalaxyCollection } from '#lib/contract/collections.ts';
import { createCollection } from '#lib/server/collections/create.ts';
import { listCollections } from '#lib/server/collections/list.ts';
import { uploadOf } from '#lib/web/request-body.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'collection.read',
  summary: "List the collections of the dashboard's own Galaxy endpoint",
  query: CollectionListQuery,
  response: CollectionPage,
  handler: ({ actor, query }) => listCollections(actor, query),
});

export const POST = withApi({
  action: 'collection.create',
  summary: 'Upload a collection tarball: the raw file, or a form with one file',
  consumes: 'application/octet-stream',
  response: GalaxyCollection,
  status: 201,
  handler: ({ actor, request }) => createCollection(actor, uploadOf(request)),
});
