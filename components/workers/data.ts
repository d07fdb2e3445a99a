import { api } from '#lib/client/api.ts';
import { ServerInfo } from '#lib/contract/collections.ts';
import { Worker } from '#lib/contract/workers.ts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';

export const workersQuery = queryOptions({
  queryKey: ['workers', 'list'],
  queryFn: ({ signal }) => api('/workers', { schema: z.object({ items: z.array(Worker) }), signal }).then(({ items }) => items),
  refetchInterval: 30_000,
});

export const infoQuery = queryOptions({ queryKey: ['info'], queryFn: ({ signal }) => api('/info', { schema: ServerInfo, signal }), staleTime: Infinity });
