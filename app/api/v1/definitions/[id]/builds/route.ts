import { Build, StartBuild } from '#lib/contract/builds.ts';
import { startBuild } from '#lib/server/builds/start.ts';
import { IdParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const POST = withApi({
  action: 'build.start',
  summary: 'Start a build of a revision (the newest when none is given)',
  params: IdParams,
  body: StartBuild,
  response: Build,
  status: 201,
  handler: ({ actor, params, body }) => startBuild(actor, params.id, body),
});
