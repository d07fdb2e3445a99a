import { Inspection } from '#lib/contract/inspections.ts';
import { getInspection } from '#lib/server/inspections/get.ts';
import { cancelTask } from '#lib/server/tasks/cancel.ts';
import { IdParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const POST = withApi({
  action: 'inspection.cancel',
  summary: 'Cancel an inspection: at once when queued, else when its worker has stopped it',
  params: IdParams,
  response: Inspection,
  handler: async ({ actor, params }) => {
    await cancelTask(actor, 'inspect', params.id);
    return getInspection(actor, params.id);
  },
});
