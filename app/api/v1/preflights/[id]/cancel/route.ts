import { Preflight } from '#lib/contract/preflight.ts';
import { cancelPreflight } from '#lib/server/preflights/cancel.ts';
import { IdParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const POST = withApi({
  action: 'preflight.cancel',
  summary: 'Cancel a preflight: at once when queued, else when its worker has stopped it',
  params: IdParams,
  response: Preflight,
  handler: ({ actor, params }) => cancelPreflight(actor, params.id),
});
