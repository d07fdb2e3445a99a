import { getLogs } from '#lib/server/logs/get.ts';
import { logsResponse } from '#lib/web/log-response.ts';
import { AttemptParams, LogTextQuery } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'build.read',
  summary: 'Read the whole log of an attempt: its phases one after the other',
  params: AttemptParams,
  query: LogTextQuery.omit({ line: true, lines: true }),
  produces: 'text/plain',
  handler: async ({ actor, params, query }) => {
    const { logs, name } = await getLogs(actor, params.id, params.attempt);
    return logsResponse(logs, { name, query });
  },
});
