import { z } from 'zod';
import { getTaskLog } from '#lib/server/tasks/get-log.ts';
import { logResponse } from '#lib/web/log-response.ts';
import { LogParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'inspection.read',
  summary: 'Read the log of a phase of an inspection; a Range header is answered with that part',
  params: LogParams,
  query: z.object({ download: z.enum(['0', '1']).default('0'), timestamps: z.enum(['0', '1']).default('1') }),
  produces: 'text/plain',
  handler: async ({ actor, params, query, request }) => {
    const log = await getTaskLog(actor, 'inspect', params);
    return logResponse(request, { ...log, isDownload: query.download === '1', hasTimestamps: query.timestamps === '1' });
  },
});
