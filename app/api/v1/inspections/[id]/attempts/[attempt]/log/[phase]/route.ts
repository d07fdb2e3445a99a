import { getTaskLog } from '#lib/server/tasks/get-log.ts';
import { logResponse } from '#lib/web/log-response.ts';
import { LogParams, LogTextQuery } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'inspection.read',
  summary: 'Read the log of a phase of an inspection, or lines of it; a Range header is answered with that part',
  params: LogParams,
  query: LogTextQuery,
  produces: 'text/plain',
  handler: async ({ actor, params, query, request }) => logResponse(request, { log: await getTaskLog(actor, 'inspect', params), query }),
});
