import { DiscardDraftQuery, DraftAnswer, PutDraft, PutDraftAnswer } from '#lib/contract/drafts.ts';
import { discardDraft } from '#lib/server/drafts/discard.ts';
import { findDraft } from '#lib/server/drafts/find.ts';
import { putDraft } from '#lib/server/drafts/put.ts';
import { IdParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'draft.read',
  summary: "Read the caller's own draft; null where there is none",
  params: IdParams,
  response: DraftAnswer,
  handler: async ({ actor, params }) => ({ draft: await findDraft(actor, params.id) }),
});

export const PUT = withApi({
  action: 'draft.keep',
  summary: 'Keep what the caller has in hand; refused with stale_draft when another tab wrote in between',
  params: IdParams,
  body: PutDraft,
  response: PutDraftAnswer,
  handler: ({ actor, params, body }) => putDraft(actor, params.id, body),
});

export const DELETE = withApi({
  action: 'draft.discard',
  summary: "Discard the caller's own draft",
  params: IdParams,
  query: DiscardDraftQuery,
  handler: ({ actor, params, query }) => discardDraft(actor, params.id, query.version),
});
