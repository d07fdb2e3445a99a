import { Build, Rebuild } from '#lib/contract/builds.ts';
import { rebuild } from '#lib/server/builds/rebuild.ts';
import { IdParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const POST = withApi({
  action: 'build.start',
  summary: "Build this build's revision again",
  params: IdParams,
  body: Rebuild,
  response: Build,
  status: 201,
  handler: ({ actor, params, body }) => rebuild(actor, params.id, body.mode),
});
