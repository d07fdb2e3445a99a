import { api, apiUrl } from '#lib/client/api.ts';
import { Preflight, type StartPreflight } from '#lib/contract/preflight.ts';
import type { PhaseName } from '#lib/contract/builds.ts';
import { queryOptions } from '@tanstack/react-query';

const RUNNING_REFRESH_MS = 1500;

/** A preflight; asked again while it runs, should a message of the socket be lost. */
export function preflightQuery(id: string) {
  return queryOptions({
    queryKey: ['preflights', 'one', id],
    queryFn: ({ signal }) => api(`/preflights/${id}`, { schema: Preflight, signal }),
    refetchInterval: (query) => ((query.state.data?.finishedAt ?? null) === null ? RUNNING_REFRESH_MS : false),
  });
}

export function startPreflight(definitionId: string, body: StartPreflight): Promise<Preflight> {
  return api(`/definitions/${definitionId}/preflights`, { method: 'POST', body, schema: Preflight });
}

export function cancelPreflight(id: string): Promise<Preflight> {
  return api(`/preflights/${id}/cancel`, { method: 'POST', schema: Preflight });
}

export function preflightLogUrl(id: string, attempt: number, phase: PhaseName): string {
  return apiUrl(`/preflights/${id}/attempts/${attempt}/log/${phase}`, { timestamps: 0 });
}

export function lockUrl(id: string): string {
  return apiUrl(`/preflights/${id}/artifacts/lock`, {});
}
