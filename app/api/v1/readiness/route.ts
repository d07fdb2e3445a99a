import { Readiness } from '#lib/contract/collections.ts';
import { getReadiness } from '#lib/server/readiness/get.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'readiness.read',
  summary: 'Read what must be right before a build can succeed',
  response: Readiness,
  handler: ({ actor }) => getReadiness(actor),
});
