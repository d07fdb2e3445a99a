import type { PackageSearch, PackageVersion, PackageVersions } from '#lib/contract/lookup.ts';
import { newestFirst } from '#lib/ee/lookup/order.ts';
import { normalizePythonName } from '#lib/ee/requirements/pep508.ts';
import { getConfig } from '#lib/server/config.ts';
import { UpstreamFailedError } from '#lib/server/errors.ts';
import { ask, lookupState } from './ask.ts';
import { combine } from './combine.ts';
import type { Combined } from './combine.ts';
import { COMMON_PYTHON_PACKAGES } from './common-python-packages.ts';
import { indexOf } from './index-url.ts';
import type { PythonIndex } from './index-url.ts';
import { namesOf } from './name-lists.ts';
import { searchNames } from './name-list.ts';
import { versionsOfPage } from './simple-page.ts';

const ACCEPT = 'application/vnd.pypi.simple.v1+json, text/html;q=0.2';
const NOBODY = 'There is no Python index to ask: EEF_PYTHON_INDEX is none, pip of this machine has no-index, or npm run up has not yet read its default.';
const LIMIT = 20;

export async function pythonVersions(asked: string): Promise<PackageVersions> {
  const name = normalizePythonName(asked);
  const { values, ...answer } = await everyIndex(name);
  const byVersion = new Map(values.flat().reverse().map((version) => [version.version, version]));
  const versions = newestFirst('python', [...byVersion.keys()]).flatMap((version) => byVersion.get(version) ?? []);
  return { kind: 'python', name, ...answer, versions };
}

async function everyIndex(name: string): Promise<Combined<PackageVersion[]>> {
  const indexes = getConfig().pythonIndexes.map(indexOf);
  const answers = indexes.map(async (index) => ({
    host: index.host,
    answer: await lookupState().cache.get(`python ${index.url} ${name}`, 'versions', () => fetchVersions(index, name)),
  }));
  return combine(await Promise.all(answers), { nobody: NOBODY });
}

async function fetchVersions({ url, host, headers }: PythonIndex, name: string): Promise<PackageVersion[] | null> {
  const answer = await ask(new URL(`${name}/`, url).href, { headers: { accept: ACCEPT, ...headers } });
  if (answer.status === 404) return null;
  const versions = versionsOfPage(name, answer.text);
  if (versions === null) throw new UpstreamFailedError(`${host} does not answer like a Python index. Check EEF_PYTHON_INDEX.`);
  return versions;
}

/** By the indexes' lists of names where those are kept; else the exact name, names that were looked up before, and common ones. */
export async function searchPython(q: string): Promise<PackageSearch> {
  const indexes = getConfig().pythonIndexes.map(indexOf);
  const answer = { kind: 'python', source: indexes.map(({ host }) => host).join(', ') } as const;
  if (indexes.length === 0) return { ...answer, state: 'refused', message: NOBODY, asOf: null, items: [], isComplete: false };
  const lists = await Promise.all(indexes.map(namesOf));
  const missing = lists.find((list) => 'reason' in list);
  const listed = lists.flatMap((list) => ('reason' in list ? [] : searchNames(list.names, q, LIMIT)));
  if (missing === undefined) return { ...answer, state: 'ok', message: '', asOf: new Date().toISOString(), items: itemsOf(listed), isComplete: true };
  const { exact, names } = await searchWithoutList(q, listed);
  const said = exact?.state === 'offline' || exact?.state === 'refused' ? exact : { state: 'ok' as const, message: missing.reason };
  return { ...answer, state: said.state, message: said.message, asOf: exact?.asOf ?? null, items: itemsOf(names), isComplete: false };
}

function itemsOf(names: readonly string[]): PackageSearch['items'] {
  return [...new Map(names.map((name) => [normalizePythonName(name), name])).values()].slice(0, LIMIT).map((name) => ({ name, summary: null }));
}

async function searchWithoutList(q: string, listed: readonly string[]): Promise<{ exact: Combined<PackageVersion[]> | null; names: string[] }> {
  const wanted = normalizePythonName(q);
  const isName = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(wanted) && wanted.length > 1;
  const exact = isName ? await everyIndex(wanted) : null;
  const own = exact?.state === 'ok' ? [wanted] : [];
  const before = getConfig().pythonIndexes.flatMap((url) => lookupState().cache.known(`python ${indexOf(url).url} `));
  const known = [...new Set([...before, ...COMMON_PYTHON_PACKAGES])].sort().filter((name) => name.startsWith(wanted));
  return { exact, names: [...own, ...listed, ...known] };
}
