import { Revision } from '#lib/contract/definitions.ts';
import { restoreRevision } from '#lib/server/revisions/restore.ts';
import { RevisionParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const POST = withApi({
  action: 'revision.save',
  summary: 'Save the content of this revision as the newest one',
  params: RevisionParams,
  response: Revision,
  status: 201,
  handler: ({ actor, params }) => restoreRevision(actor, params.id, params.number),
});
