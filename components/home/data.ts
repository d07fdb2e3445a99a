import { api } from '#lib/client/api.ts';
import { BuildPage, FINISHED_STATUSES, BuildStatus } from '#lib/contract/builds.ts';
import { Readiness } from '#lib/contract/collections.ts';
import { DefinitionPage } from '#lib/contract/definitions.ts';
import { queryOptions } from '@tanstack/react-query';

const ACTIVE = BuildStatus.options.filter((status) => !FINISHED_STATUSES.includes(status));

export const activeBuildsQuery = queryOptions({
  queryKey: ['builds', 'active'],
  queryFn: ({ signal }) => api('/builds', { query: { status: ACTIVE, perPage: 10 }, schema: BuildPage, signal }),
});

export const failedBuildsQuery = queryOptions({
  queryKey: ['builds', 'failed'],
  queryFn: ({ signal }) => api('/builds', { query: { status: ['failed', 'timed_out'], perPage: 5 }, schema: BuildPage, signal }),
});

export const recentDefinitionsQuery = queryOptions({
  queryKey: ['definitions', 'recent'],
  queryFn: ({ signal }) => api('/definitions', { query: { sort: 'updatedAt', order: 'desc', perPage: 10 }, schema: DefinitionPage, signal }),
});

export const readinessQuery = queryOptions({
  queryKey: ['workers', 'readiness'],
  queryFn: ({ signal }) => api('/readiness', { schema: Readiness, signal }),
  refetchInterval: 30_000,
});
