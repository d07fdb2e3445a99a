import type { PackageSearch, PackageVersions } from '#lib/contract/lookup.ts';
import { newestFirst } from '#lib/ee/lookup/order.ts';
import { ServiceError } from '#lib/server/errors.ts';
import { lookupState } from './ask.ts';
import { combine } from './combine.ts';
import { collectionVersions, searchCollections } from './galaxy-collections.ts';
import type { FoundName } from './galaxy-collections.ts';
import { roleVersions, searchRoles } from './galaxy-roles.ts';
import { apiOf } from './galaxy-session.ts';
import type { GalaxySource } from './galaxy-session.ts';

type GalaxyKind = 'collection' | 'role';

const VERSIONS = { collection: collectionVersions, role: roleVersions } as const;
const SEARCH = { collection: searchCollections, role: searchRoles } as const;
const NOBODY = {
  collection: 'There is no Galaxy server to ask. Choose one in Output.',
  role: 'None of the Galaxy servers offers roles (API v1). Roles from Git are not looked up.',
} as const;
const LIMIT = 20;

export async function galaxyVersions(sources: readonly GalaxySource[], kind: GalaxyKind, name: string): Promise<PackageVersions> {
  const answers = (await offering(sources, kind)).map(async (source) => ({
    host: source.host,
    answer: await lookupState().cache.get(`${kind} ${source.key} ${name}`, source.isBuiltIn ? 'own' : 'versions', () => VERSIONS[kind](source, name)),
  }));
  const { values, ...answer } = combine(await Promise.all(answers), { nobody: NOBODY[kind] });
  const versions = newestFirst(kind, values.flat()).map((version) => ({ version, isYanked: false, requiresPython: null }));
  return { kind, name, ...answer, versions };
}

export async function searchGalaxy(sources: readonly GalaxySource[], kind: GalaxyKind, q: string): Promise<PackageSearch> {
  const answers = (await offering(sources, kind)).map(async (source) => ({
    host: source.host,
    answer: await lookupState().cache.get(`search-${kind} ${source.key} ${q}`, source.isBuiltIn ? 'own' : 'search', () => SEARCH[kind](source, q)),
  }));
  const { values, ...answer } = combine<FoundName[]>(await Promise.all(answers), { nobody: NOBODY[kind] });
  const byName = new Map(values.flat().reverse().map((found) => [found.name, found]));
  const items = [...byName.values()].sort((a, b) => rank(a, q) - rank(b, q) || (a.name < b.name ? -1 : 1)).slice(0, LIMIT);
  return { kind, ...answer, items, isComplete: answer.state === 'ok' };
}

/** Without the servers that have no roles at all; one that does not answer stays and says so itself. */
async function offering(sources: readonly GalaxySource[], kind: GalaxyKind): Promise<GalaxySource[]> {
  if (kind === 'collection') return [...sources];
  const offers = await Promise.all(sources.map((source) => apiOf(source, 'v1').then((api) => api !== null, (error: unknown) => error instanceof ServiceError)));
  return sources.filter((_, index) => offers[index] === true);
}

/** What begins with the text comes before what merely holds it. */
function rank({ name }: FoundName, q: string): number {
  return name.startsWith(q.toLowerCase()) || name.split('.')[1]?.startsWith(q.toLowerCase()) === true ? 0 : 1;
}
