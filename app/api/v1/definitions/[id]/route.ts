import { Definition, UpdateDefinition } from '#lib/contract/definitions.ts';
import { getDefinition } from '#lib/server/definitions/get.ts';
import { updateDefinition } from '#lib/server/definitions/update.ts';
import { IdParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'definition.read',
  summary: 'Read a definition with its newest revision',
  params: IdParams,
  response: Definition,
  handler: ({ actor, params }) => getDefinition(actor, params.id),
});

export const PATCH = withApi({
  action: 'definition.update',
  summary: 'Rename, describe, archive or bring back a definition',
  params: IdParams,
  body: UpdateDefinition,
  response: Definition,
  handler: ({ actor, params, body }) => updateDefinition(actor, params.id, body),
});
