import path from 'node:path';
import { getConfig } from '#lib/server/config.ts';
import { getDb } from '#lib/server/db/client.ts';
import { stringRecord } from '#lib/server/db/json.ts';
import { NotFoundError } from '#lib/server/errors.ts';
import type { GalaxyCollection } from '#prisma/generated/client.ts';

type Groups = Record<string, string>;
type Result = { json: unknown } | { file: string; size: number };
type Route = { pattern: RegExp; handler: (groups: Groups, query: URLSearchParams) => Result | Promise<Result> };

const DEFAULT_LIMIT = 100;

/** What `ansible-galaxy collection install` and `download` ask, in the order in which they ask. */
export const GALAXY_ROUTES: readonly Route[] = [
  { pattern: /^\/(?:api\/)?$/, handler: () => ({ json: { available_versions: { v3: 'v3/' }, server_version: getConfig().version, galaxy_ng_version: getConfig().version } }) },
  { pattern: /^\/(?:api\/)?v3\/collections\/$/, handler: listNames },
  { pattern: /^\/(?:api\/)?v3\/collections\/(?<namespace>\w+)\/(?<name>\w+)\/$/, handler: describeCollection },
  { pattern: /^\/(?:api\/)?v3\/collections\/(?<namespace>\w+)\/(?<name>\w+)\/versions\/$/, handler: listVersions },
  { pattern: /^\/(?:api\/)?v3\/collections\/(?<namespace>\w+)\/(?<name>\w+)\/versions\/(?<version>[^/]+)\/$/, handler: describeVersion },
  { pattern: /^\/download\/(?<fileName>[A-Za-z0-9_.+-]+)$/, handler: download },
];

async function listNames(_groups: Groups, query: URLSearchParams): Promise<Result> {
  const { limit, offset } = pageOf(query);
  const keywords = query.get('keywords') ?? '';
  const where = { AND: keywords.toLowerCase().split(/[\s.]+/).filter((word) => word !== '').map((word) => ({ OR: [{ namespace: { contains: word } }, { name: { contains: word } }] })) };
  const [rows, all] = await Promise.all([
    getDb().galaxyCollection.groupBy({ by: ['namespace', 'name'], where, orderBy: [{ namespace: 'asc' }, { name: 'asc' }], skip: offset, take: limit }),
    getDb().galaxyCollection.groupBy({ by: ['namespace', 'name'], where }),
  ]);
  const data = rows.map(({ namespace, name }) => ({ namespace, name, href: href({ namespace, name }) }));
  return { json: { meta: { count: all.length }, links: { next: nextLink('/v3/collections/', { keywords, limit, offset, total: all.length }) }, data } };
}

async function describeCollection({ namespace = '', name = '' }: Groups): Promise<Result> {
  const rows = await getDb().galaxyCollection.findMany({ where: { namespace, name }, orderBy: { createdAt: 'asc' }, select: { createdAt: true, version: true } });
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) throw new NotFoundError(`The collection ${namespace}.${name}`);
  return {
    json: {
      href: href({ namespace, name }),
      namespace,
      name,
      deprecated: false,
      versions_url: `${href({ namespace, name })}versions/`,
      highest_version: { href: `${href({ namespace, name })}versions/${last.version}/`, version: last.version },
      created_at: first.createdAt.toISOString(),
      updated_at: last.createdAt.toISOString(),
    },
  };
}

async function listVersions({ namespace = '', name = '' }: Groups, query: URLSearchParams): Promise<Result> {
  const { limit, offset } = pageOf(query);
  const where = { namespace, name };
  const [rows, total] = await Promise.all([
    getDb().galaxyCollection.findMany({ where, orderBy: { createdAt: 'desc' }, skip: offset, take: limit }),
    getDb().galaxyCollection.count({ where }),
  ]);
  if (total === 0) throw new NotFoundError(`The collection ${namespace}.${name}`);
  const base = `${href(where)}versions/`;
  const data = rows.map((row) => ({ version: row.version, href: `${base}${row.version}/`, created_at: row.createdAt.toISOString(), updated_at: row.createdAt.toISOString() }));
  return { json: { meta: { count: total }, links: { next: nextLink(base, { limit, offset, total }) }, data } };
}

async function describeVersion({ namespace = '', name = '', version = '' }: Groups): Promise<Result> {
  const row = await getDb().galaxyCollection.findUnique({ where: { namespace_name_version: { namespace, name, version } } });
  if (row === null) throw new NotFoundError(`${namespace}.${name} ${version}`);
  return { json: presentVersion(row) };
}

function presentVersion(row: GalaxyCollection): unknown {
  const { namespace, name, version, fileName, sha256, size } = row;
  return {
    version,
    href: `${href(row)}versions/${version}/`,
    created_at: row.createdAt.toISOString(),
    updated_at: row.createdAt.toISOString(),
    namespace: { name: namespace },
    name,
    collection: { name, href: href(row) },
    download_url: new URL(`/download/${fileName}`, getConfig().galaxyUrl).href,
    artifact: { filename: fileName, sha256, size },
    metadata: { dependencies: stringRecord(row.dependencies) },
    requires_ansible: null,
    signatures: [],
  };
}

async function download({ fileName = '' }: Groups): Promise<Result> {
  const row = await getDb().galaxyCollection.findFirst({ where: { fileName } });
  if (row === null) throw new NotFoundError(fileName);
  return { file: path.join(getConfig().collectionsDir, row.fileName), size: row.size };
}

function href({ namespace, name }: { namespace: string; name: string }): string {
  return `/v3/collections/${namespace}/${name}/`;
}

function pageOf(query: URLSearchParams): { limit: number; offset: number } {
  const number = (name: string, fallback: number) => Math.min(1000, Math.max(0, Math.trunc(Number(query.get(name) ?? fallback)) || 0));
  return { limit: Math.max(1, number('limit', DEFAULT_LIMIT)), offset: number('offset', 0) };
}

function nextLink(base: string, { keywords = '', limit, offset, total }: { keywords?: string; limit: number; offset: number; total: number }): string | null {
  const filter = keywords === '' ? '' : `&keywords=${encodeURIComponent(keywords)}`;
  return offset + limit < total ? `${base}?limit=${limit}&offset=${offset + limit}${filter}` : null;
}
