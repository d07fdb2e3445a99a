import { Worker } from '#lib/contract/workers.ts';
import { getWorker } from '#lib/server/workers/list.ts';
import { IdParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'worker.read',
  summary: 'Read a worker',
  params: IdParams,
  response: Worker,
  handler: ({ actor, params }) => getWorker(actor, params.id),
});
