import { z } from 'zod';
import { Worker } from '#lib/contract/workers.ts';
import { listWorkers } from '#lib/server/workers/list.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'worker.read',
  summary: 'List workers with their doctor reports',
  response: z.object({ items: z.array(Worker) }),
  handler: async ({ actor }) => ({ items: await listWorkers(actor) }),
});
