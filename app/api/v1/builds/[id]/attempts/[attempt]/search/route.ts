import { LogSearchQuery } from '#lib/contract/logs.ts';
import { searchBuild } from '#lib/server/logs/search.ts';
import { ndjsonResponse } from '#lib/web/ndjson-response.ts';
import { AttemptParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'build.read',
  summary: 'Search the log of an attempt: text or an expression, step:… and is:error; matches come as they are found',
  params: AttemptParams,
  query: LogSearchQuery,
  produces: 'application/x-ndjson',
  handler: async ({ actor, params, query, request }) => ndjsonResponse(await searchBuild(actor, params.id, { attempt: params.attempt, query, signal: request.signal })),
});
