import { api } from '#lib/client/api.ts';
import { PackageAnswers, PackageSearch, PackageVersions, type PackageAnswer } from '#lib/contract/lookup.ts';
import type { PackageKind, PackageQuestion } from '#lib/ee/lookup/answer.ts';
import { queryOptions, type Query } from '@tanstack/react-query';
import { LookupBatch } from './batch.ts';

const MINUTE = 60_000;
const FOLDERS = { python: 'python', collection: 'collections', role: 'roles' } as const satisfies Record<PackageKind, string>;

const batch = new LookupBatch((body) => api('/lookup', { method: 'POST', body, schema: PackageAnswers }).then(({ items }) => items));

/** Python indexes do not depend on the definition; its Galaxy servers do. */
function serversOf(kind: PackageKind, galaxyCredentialIds: readonly string[]): readonly string[] {
  return kind === 'python' ? [] : galaxyCredentialIds;
}

function isCertain(answer: PackageAnswer | undefined): boolean {
  return answer?.state === 'ok' || answer?.state === 'not-found';
}

/** One package; many of them are asked together. A server that was away is asked again by itself. */
export function packageQuery({ kind, name }: PackageQuestion, galaxyCredentialIds: readonly string[]) {
  const servers = serversOf(kind, galaxyCredentialIds);
  return queryOptions({
    queryKey: ['lookup', kind, name, servers],
    queryFn: () => batch.ask({ kind, name }, servers),
    staleTime: (query: Query<PackageAnswer>) => (isCertain(query.state.data) ? 10 * MINUTE : MINUTE / 2),
    refetchInterval: (query: Query<PackageAnswer>) => (isCertain(query.state.data) ? false : 2 * MINUTE),
    gcTime: 30 * MINUTE,
    retry: false,
  });
}

export function searchQuery(kind: PackageKind, q: string, galaxyCredentialIds: readonly string[]) {
  const galaxy = serversOf(kind, galaxyCredentialIds);
  return queryOptions({
    queryKey: ['lookup-search', kind, q.toLowerCase(), galaxy],
    queryFn: () => api(`/lookup/${FOLDERS[kind]}`, { query: { q, galaxy }, schema: PackageSearch }),
    staleTime: MINUTE,
    retry: false,
  });
}

export function versionsQuery(kind: PackageKind, name: string, galaxyCredentialIds: readonly string[]) {
  const galaxy = serversOf(kind, galaxyCredentialIds);
  return queryOptions({
    queryKey: ['lookup-versions', kind, name, galaxy],
    queryFn: () => api(`/lookup/${FOLDERS[kind]}/${encodeURIComponent(name)}`, { query: { galaxy }, schema: PackageVersions }),
    staleTime: MINUTE,
    retry: false,
  });
}
