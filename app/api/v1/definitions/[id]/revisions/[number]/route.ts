import { Revision } from '#lib/contract/definitions.ts';
import { getRevision } from '#lib/server/revisions/get.ts';
import { RevisionParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'revision.read',
  summary: 'Read one revision',
  params: RevisionParams,
  response: Revision,
  handler: ({ actor, params }) => getRevision(actor, params.id, params.number),
});
