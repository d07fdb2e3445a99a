import { ServerInfo } from '#lib/contract/collections.ts';
import { getInfo } from '#lib/server/readiness/info.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'info.read',
  summary: 'Read what forms need to know: default registry, base image, URLs, version',
  response: ServerInfo,
  handler: ({ actor }) => getInfo(actor),
});
