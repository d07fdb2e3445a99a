import { api } from '#lib/client/api.ts';
import { Readiness, Session } from '#lib/contract/collections.ts';
import { queryOptions } from '@tanstack/react-query';

const REFRESH_MS = 30_000;

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => api('/session', { schema: Session, signal }),
  staleTime: Infinity,
});

export const readinessQuery = queryOptions({
  queryKey: ['workers', 'readiness'],
  queryFn: ({ signal }) => api('/readiness', { schema: Readiness, signal }),
  refetchInterval: REFRESH_MS,
});

export function startSession(token: string): Promise<Session> {
  return api('/session', { method: 'POST', body: { token }, schema: Session });
}
