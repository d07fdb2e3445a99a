import { Build } from '#lib/contract/builds.ts';
import { cancelBuild } from '#lib/server/builds/cancel.ts';
import { IdParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const POST = withApi({
  action: 'build.cancel',
  summary: 'Cancel a build: at once when queued, else when its worker has stopped it',
  params: IdParams,
  response: Build,
  handler: ({ actor, params }) => cancelBuild(actor, params.id),
});
