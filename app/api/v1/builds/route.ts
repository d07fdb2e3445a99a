import { BuildListQuery, BuildPage } from '#lib/contract/builds.ts';
import { listBuilds } from '#lib/server/builds/list.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'build.read',
  summary: 'List builds, newest first',
  query: BuildListQuery,
  response: BuildPage,
  handler: ({ actor, query }) => listBuilds(actor, query),
});
