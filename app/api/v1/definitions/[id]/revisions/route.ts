import { PageQuery, pageOf } from '#lib/contract/common.ts';
import { Revision, RevisionSummary, SaveRevision } from '#lib/contract/definitions.ts';
import { listRevisions } from '#lib/server/revisions/list.ts';
import { saveRevision } from '#lib/server/revisions/save.ts';
import { IdParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'revision.read',
  summary: 'List the revisions of a definition, newest first',
  params: IdParams,
  query: PageQuery,
  response: pageOf(RevisionSummary),
  handler: ({ actor, params, query }) => listRevisions(actor, params.id, query),
});

export const POST = withApi({
  action: 'revision.save',
  summary: 'Save a new revision; refused with stale_revision when baseRevision is not the newest',
  params: IdParams,
  body: SaveRevision,
  response: Revision,
  status: 201,
  handler: ({ actor, params, body }) => saveRevision(actor, params.id, body),
});
