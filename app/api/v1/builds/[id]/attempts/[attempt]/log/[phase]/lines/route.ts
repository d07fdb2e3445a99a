import { LogLines, LogLinesQuery } from '#lib/contract/logs.ts';
import { listLogLines } from '#lib/server/logs/list-lines.ts';
import { LogParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'build.read',
  summary: 'Read lines of the log of a phase, running or not, and how many there are',
  params: LogParams,
  query: LogLinesQuery,
  response: LogLines,
  handler: ({ actor, params, query }) => listLogLines(actor, params.id, { ...params, query }),
});
