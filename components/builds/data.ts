import { api, apiResponse, apiUrl } from '#lib/client/api.ts';
import { Build, BuildPage, BuildSummary, type BuildMode, type BuildStatus } from '#lib/contract/builds.ts';
import { Revision } from '#lib/contract/definitions.ts';
import { Downloads, Inventory } from '#lib/contract/inventory.ts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';

export type BuildListState = { q: string; status: readonly BuildStatus[]; definitionId: string; page: number; perPage: number };

const RUNNING_REFRESH_MS = 10_000;

export function buildsQuery(state: BuildListState) {
  return queryOptions({
    queryKey: ['builds', 'list', state],
    queryFn: ({ signal }) => api('/builds', { query: { ...state }, schema: BuildPage, signal }),
    placeholderData: keepPreviousData,
  });
}

/** A build; asked again now and then while it runs, should a message of the socket be lost. */
export function buildQuery(id: string) {
  return queryOptions({
    queryKey: ['builds', 'one', id],
    queryFn: ({ signal }) => api(`/builds/${id}`, { schema: Build, signal }),
    refetchInterval: (query) => ((query.state.data?.finishedAt ?? null) === null ? RUNNING_REFRESH_MS : false),
  });
}

export function contentsQuery(id: string) {
  return queryOptions({ queryKey: ['contents', id], queryFn: ({ signal }) => api(`/builds/${id}/contents`, { schema: Inventory, signal }), staleTime: Infinity });
}

/** What one attempt left: its kind and checksum name the content. */
export type ArtifactRef = { buildId: string; attempt: number; kind: string; sha256: string };

export function artifactUrl({ buildId, attempt, kind }: ArtifactRef): string {
  return apiUrl(`/builds/${buildId}/artifacts/${kind}`, { attempt, download: 1 });
}

export function textArtifactQuery({ buildId, attempt, kind, sha256 }: ArtifactRef) {
  return queryOptions({
    queryKey: ['artifact', sha256, 'text'],
    queryFn: async ({ signal }) => (await apiResponse(`/builds/${buildId}/artifacts/${kind}`, { query: { attempt }, headers: { accept: '*/*' }, signal })).text(),
    staleTime: Infinity,
  });
}

export function downloadsQuery({ buildId, attempt, kind, sha256 }: ArtifactRef) {
  return queryOptions({
    queryKey: ['artifact', sha256, 'downloads'],
    queryFn: ({ signal }) => api(`/builds/${buildId}/artifacts/${kind}`, { query: { attempt }, schema: Downloads, signal }),
    staleTime: Infinity,
  });
}

/** A revision never changes: it is asked once. */
export function frozenRevisionQuery(definitionId: string, number: number) {
  return queryOptions({ queryKey: ['revision', definitionId, number], queryFn: ({ signal }) => api(`/definitions/${definitionId}/revisions/${number}`, { schema: Revision, signal }), staleTime: Infinity });
}

export function cancelBuild(id: string): Promise<void> {
  return api(`/builds/${id}/cancel`, { method: 'POST' });
}

export function rebuild(id: string, mode: BuildMode): Promise<BuildSummary> {
  return api(`/builds/${id}/rebuild`, { method: 'POST', body: { mode }, schema: BuildSummary });
}
