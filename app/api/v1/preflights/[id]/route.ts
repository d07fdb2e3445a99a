import { Preflight } from '#lib/contract/preflight.ts';
import { getPreflight } from '#lib/server/preflights/get.ts';
import { IdParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'preflight.read',
  summary: 'Read a preflight with its phases and, once it is over, what it found',
  params: IdParams,
  response: Preflight,
  handler: ({ actor, params }) => getPreflight(actor, params.id),
});
