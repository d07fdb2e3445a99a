import { z } from 'zod';
import { UpstreamFailedError } from '#lib/server/errors.ts';
import { apiOf, askGalaxy } from './galaxy-session.ts';
import type { GalaxySource } from './galaxy-session.ts';

export type FoundName = { name: string; summary: string | null };

const VersionPage = z.object({ links: z.object({ next: z.string().nullish() }).nullish(), data: z.array(z.object({ version: z.string() })) });
const SearchPage = z.object({ data: z.array(z.object({ collection_version: z.object({ namespace: z.string(), name: z.string(), description: z.string().nullish() }) })) });
const ListPage = z.object({ links: z.object({ next: z.string().nullish() }).nullish(), data: z.array(z.object({ namespace: z.string(), name: z.string() })) });
const MAX_PAGES = 20;
const LIST_PAGES = 5;

/** As ansible-galaxy lists them; null when the server has no such collection. */
export async function collectionVersions(source: GalaxySource, asked: string): Promise<string[] | null> {
  const [namespace = '', name = ''] = asked.split('.');
  const v3 = await v3Of(source);
  const versions: string[] = [];
  let next: string | null = new URL(`collections/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}/versions/?limit=100`, v3).href;
  for (let pages = 0; next !== null && pages < MAX_PAGES; pages += 1) {
    const page: z.infer<typeof VersionPage> | null = await askGalaxy(source, next, VersionPage);
    if (page === null) return pages === 0 ? null : versions;
    versions.push(...page.data.map((each) => each.version));
    next = nextOf(page.links?.next, next);
  }
  return versions;
}

/** Through the server's own search where it has one, else through its list of collections. */
export async function searchCollections(source: GalaxySource, q: string): Promise<FoundName[]> {
  const v3 = await v3Of(source);
  const [namespace = '', name] = q.toLowerCase().split('.');
  // The search is by whole words; behind a namespace everything in it is had and searched here.
  const what = name === undefined ? { keywords: q } : { namespace };
  const query = new URLSearchParams({ ...what, is_highest: 'true', is_deprecated: 'false', limit: '100' });
  const page = await askGalaxy(source, new URL(`plugin/ansible/search/collection-versions/?${query.toString()}`, v3).href, SearchPage);
  if (page === null) return listedCollections(source, v3, q);
  const found = page.data.filter(({ collection_version: each }) => name === undefined || each.name.includes(name));
  return found.map(({ collection_version: each }) => ({ name: `${each.namespace}.${each.name}`, summary: each.description ?? null }));
}

async function listedCollections(source: GalaxySource, v3: string, q: string): Promise<FoundName[]> {
  const found: FoundName[] = [];
  let next: string | null = new URL(`collections/?${new URLSearchParams({ keywords: q, limit: '100' }).toString()}`, v3).href;
  for (let pages = 0; next !== null && pages < LIST_PAGES; pages += 1) {
    const page: z.infer<typeof ListPage> | null = await askGalaxy(source, next, ListPage);
    if (page === null) break;
    found.push(...page.data.map((each) => ({ name: `${each.namespace}.${each.name}`, summary: null })));
    next = nextOf(page.links?.next, next);
  }
  return found.filter(({ name }) => name.includes(q.toLowerCase()));
}

/** A link may not lead to another host: the log-in would go along. */
function nextOf(link: string | null | undefined, from: string): string | null {
  if (link === null || link === undefined) return null;
  const next = new URL(link, from);
  return next.origin === new URL(from).origin && next.href !== from ? next.href : null;
}

async function v3Of(source: GalaxySource): Promise<string> {
  const v3 = await apiOf(source, 'v3');
  if (v3 === null) throw new UpstreamFailedError(`${source.host} offers no collections.`);
  return v3;
}
