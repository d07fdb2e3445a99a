import { getLog } from '#lib/server/logs/get.ts';
import { logResponse } from '#lib/web/log-response.ts';
import { LogParams, LogTextQuery } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'build.read',
  summary: 'Read the log of a phase, or lines of it; a Range header is answered with that part',
  params: LogParams,
  query: LogTextQuery,
  produces: 'text/plain',
  handler: async ({ actor, params, query, request }) => logResponse(request, { log: await getLog(actor, params.id, params), query }),
});
