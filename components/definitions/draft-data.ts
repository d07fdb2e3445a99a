import { api } from '#lib/client/api.ts';
import { DraftAnswer, PutDraftAnswer, type Draft as KeptDraft } from '#lib/contract/drafts.ts';
import { queryOptions } from '@tanstack/react-query';
import type { Draft } from './draft.ts';

/** What the browser sends while the page is being left. */
const MAX_KEEPALIVE_LENGTH = 30_000;

export function fetchDraft(definitionId: string, signal?: AbortSignal): Promise<KeptDraft | null> {
  return api(`/definitions/${definitionId}/draft`, { schema: DraftAnswer, signal }).then(({ draft }) => draft);
}

/** Asked again whenever the page is opened or looked at: another tab may have written. */
export function draftQuery(definitionId: string) {
  return queryOptions({ queryKey: ['drafts', definitionId], queryFn: ({ signal }) => fetchDraft(definitionId, signal), staleTime: 0, gcTime: 0, retry: false });
}

/** @returns the draft's new version; null when it says the same as its revision. */
export function putDraft(definitionId: string, draft: Draft, version: string | null): Promise<string | null> {
  const { baseRevision, text, files, settings } = draft;
  const body = { version, baseRevision, text, files, settings };
  const isSmall = text.length + files.reduce((sum, file) => sum + (file.content?.length ?? 0) + file.path.length + 150, 0) < MAX_KEEPALIVE_LENGTH;
  return api(`/definitions/${definitionId}/draft`, { method: 'PUT', body, schema: PutDraftAnswer, keepalive: isSmall }).then((answer) => answer.version);
}

export function discardKeptDraft(definitionId: string, version: string): Promise<void> {
  return api(`/definitions/${definitionId}/draft`, { method: 'DELETE', query: { version } });
}
