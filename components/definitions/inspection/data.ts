import { api, apiUrl } from '#lib/client/api.ts';
import { Inspection, type StartInspection } from '#lib/contract/inspections.ts';
import type { PhaseName } from '#lib/contract/builds.ts';
import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';

const RUNNING_REFRESH_MS = 1500;

/** An inspection; asked again while it runs, should a message of the socket be lost. */
export function inspectionQuery(id: string) {
  return queryOptions({
    queryKey: ['inspections', 'one', id],
    queryFn: ({ signal }) => api(`/inspections/${id}`, { schema: Inspection, signal }),
    refetchInterval: (query) => ((query.state.data?.finishedAt ?? null) === null ? RUNNING_REFRESH_MS : false),
  });
}

export function startInspection(body: z.input<typeof StartInspection>): Promise<Inspection> {
  return api('/inspections', { method: 'POST', body, schema: Inspection });
}

export function cancelInspection(id: string): Promise<Inspection> {
  return api(`/inspections/${id}/cancel`, { method: 'POST', schema: Inspection });
}

export function inspectionLogUrl(id: string, attempt: number, phase: PhaseName): string {
  return apiUrl(`/inspections/${id}/attempts/${attempt}/log/${phase}`, { timestamps: 0 });
}
