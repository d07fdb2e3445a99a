import { Build } from '#lib/contract/builds.ts';
import { getBuild } from '#lib/server/builds/get.ts';
import { IdParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'build.read',
  summary: 'Read a build with its attempts, phases and steps',
  params: IdParams,
  response: Build,
  handler: ({ actor, params }) => getBuild(actor, params.id),
});
