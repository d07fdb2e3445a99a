import { Preflight, StartPreflight } from '#lib/contract/preflight.ts';
import { startPreflight } from '#lib/server/preflights/start.ts';
import { IdParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const POST = withApi({
  action: 'preflight.start',
  summary: 'Check a definition as given (text, files, settings) without building it; nothing of it is saved',
  params: IdParams,
  body: StartPreflight,
  response: Preflight,
  status: 201,
  handler: ({ actor, params, body }) => startPreflight(actor, params.id, body),
});
