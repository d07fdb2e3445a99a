import { getConfig } from '#lib/server/config.ts';
import { ServiceError } from '#lib/server/errors.ts';
import { outbound } from '#lib/server/outbound/request.ts';
import type { PythonIndex } from './index-url.ts';
import { NameListReader } from './name-list.ts';
import type { NameList } from './name-list.ts';

/** A list of names, or why there is none. */
export type Names = { names: NameList } | { reason: string };
type Kept = { names: NameList | null; reason: string; freshUntil: number; loading: Promise<Names> | null };

const DAY_MS = 24 * 60 * 60 * 1000;
const RETRY_MS = 10 * 60 * 1000;
const PATIENCE_MS = 4_000;
const TIMEOUT_MS = 120_000;
const MAX_BYTES = 128 * 1024 * 1024;
const ACCEPT = 'application/vnd.pypi.simple.v1+json, text/html;q=0.2';
const WITHOUT = 'Only exact names, names looked up before and common packages are suggested.';

const shared = globalThis as { eeFoundryNameLists?: Map<string, Kept> };

/** The names of an index, taken once a day. A search does not wait long for a list that is on its way. */
export async function namesOf(index: PythonIndex): Promise<Names> {
  if (!isWanted(index)) return { reason: `The list of names of ${index.host} is not kept here (EEF_PYTHON_NAME_LIST). ${WITHOUT}` };
  const lists = (shared.eeFoundryNameLists ??= new Map<string, Kept>());
  const kept = lists.get(index.url) ?? { names: null, reason: '', freshUntil: 0, loading: null };
  lists.set(index.url, kept);
  if (kept.freshUntil <= Date.now()) kept.loading ??= load(index, kept);
  if (kept.names !== null) return { names: kept.names };
  if (kept.loading === null) return { reason: kept.reason };
  return Promise.race([kept.loading, afterPatience(index)]);
}

/** Of pip's own default index it would be 40 MB. */
function isWanted({ host }: PythonIndex): boolean {
  const { settings, pipDefaultIndex } = getConfig();
  const choice = settings.EEF_PYTHON_NAME_LIST;
  return choice === 'yes' || (choice === 'auto' && (pipDefaultIndex === null || host !== new URL(pipDefaultIndex).host));
}

async function load(index: PythonIndex, kept: Kept): Promise<Names> {
  try {
    kept.names = await fetchNames(index);
    kept.freshUntil = Date.now() + DAY_MS;
    kept.reason = `${index.host} gives no list of names. ${WITHOUT}`;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    kept.freshUntil = Date.now() + RETRY_MS;
    kept.reason = `The list of names was not had: ${error.message} ${WITHOUT}`;
  } finally {
    kept.loading = null;
  }
  return kept.names === null ? { reason: kept.reason } : { names: kept.names };
}

async function fetchNames({ url, headers }: PythonIndex): Promise<NameList | null> {
  const reader = new NameListReader();
  const { status } = await outbound(url, { headers: { accept: ACCEPT, ...headers }, timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES, onChunk: reader.take });
  return status === 200 ? reader.finish() : null;
}

function afterPatience({ host }: PythonIndex): Promise<Names> {
  return new Promise((resolve) => {
    setTimeout(resolve, PATIENCE_MS, { reason: `The list of names of ${host} is on its way. ${WITHOUT}` }).unref();
  });
}
