import { Preflight } from '#lib/contract/preflight.ts';
import { getPreflight } from '#lib/server/preflights/get.ts';
import { cancelTask } from '#lib/server/tasks/cancel.ts';
import { IdParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const POST = withApi({
  action: 'preflight.cancel',
  summary: 'Cancel a preflight: at once when queued, else when its worker has stopped it',
  params: IdParams,
  response: Preflight,
  handler: async ({ actor, params }) => {
    await cancelTask(actor, 'preflight', params.id);
    return getPreflight(actor, params.id);
  },
});
