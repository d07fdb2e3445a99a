import { api } from '#lib/client/api.ts';
import { CollectionPage, GalaxyCollection, ServerInfo } from '#lib/contract/collections.ts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';

export function collectionsQuery(state: { q: string; page: number; perPage: number }) {
  return queryOptions({
    queryKey: ['collections', 'list', state],
    queryFn: ({ signal }) => api('/collections', { query: state, schema: CollectionPage, signal }),
    placeholderData: keepPreviousData,
  });
}

export const infoQuery = queryOptions({ queryKey: ['info'], queryFn: ({ signal }) => api('/info', { schema: ServerInfo, signal }), staleTime: Infinity });

export function uploadCollection(tarball: File): Promise<GalaxyCollection> {
  return api('/collections', { method: 'POST', body: tarball, schema: GalaxyCollection });
}

export function deleteCollection(id: string): Promise<void> {
  return api(`/collections/${id}`, { method: 'DELETE' });
}
