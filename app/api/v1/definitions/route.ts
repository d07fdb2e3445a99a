import { CreateDefinition, Definition, DefinitionListQuery, DefinitionPage } from '#lib/contract/definitions.ts';
import { createDefinition } from '#lib/server/definitions/create.ts';
import { listDefinitions } from '#lib/server/definitions/list.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'definition.read',
  summary: 'List definitions',
  query: DefinitionListQuery,
  response: DefinitionPage,
  handler: ({ actor, query }) => listDefinitions(actor, query),
});

export const POST = withApi({
  action: 'definition.create',
  summary: 'Create a definition with its first revision',
  body: CreateDefinition,
  response: Definition,
  status: 201,
  handler: ({ actor, body }) => createDefinition(actor, body),
});
