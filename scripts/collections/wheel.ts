import path from 'node:path';

import yauzl from 'yauzl';

export interface WheelEntry {
  /** Path inside the collection. */
  name: string;
  isExecutable: boolean;
  read: () => Promise<Buffer>;
}

export interface WheelCollection {
  namespace: string;
  name: string;
  entries: WheelEntry[];
}

const ROOT = 'ansible_collections/';

/** Opens PyPI's ansible wheel and groups its files by collection; close it when done. */
export async function openWheel(file: string): Promise<{ collections: WheelCollection[]; close: () => void }> {
  const zip = await yauzl.openPromise(file, { autoClose: false, lazyEntries: true });
  const collections = new Map<string, WheelCollection>();
  for await (const entry of zip.eachEntry()) addEntry(collections, zip, entry);
  return { collections: [...collections.values()].sort(byName), close: () => { zip.close(); } };
}

function addEntry(collections: Map<string, WheelCollection>, zip: yauzl.ZipFile, entry: yauzl.Entry): void {
  if (!entry.fileName.startsWith(ROOT) || entry.fileName.endsWith('/')) return;
  const [namespace, name, ...rest] = entry.fileName.slice(ROOT.length).split('/');
  if (namespace === undefined || name === undefined || rest.length === 0) return;
  const key = `${namespace}.${name}`;
  const collection = collections.get(key) ?? { namespace, name, entries: [] };
  collections.set(key, collection);
  collection.entries.push({
    name: path.posix.join(...rest),
    isExecutable: ((entry.externalFileAttributes >>> 16) & 0o111) !== 0,
    read: () => readEntry(zip, entry),
  });
}

async function readEntry(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const stream = await zip.openReadStreamPromise(entry);
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function byName(left: WheelCollection, right: WheelCollection): number {
  return `${left.namespace}.${left.name}` < `${right.namespace}.${right.name}` ? -1 : 1;
}
