import { mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { z } from 'zod';

import type { ScriptConfig } from '#scripts/config.ts';
import { ANSIBLE_PACKAGE } from '#scripts/images/versions.ts';
import { downloadWheels } from '#scripts/images/wheels.ts';

import { packCollection } from './pack.ts';
import { openWheel, type WheelCollection } from './wheel.ts';

const FORMAT = 1;
const AT_ONCE = 2;

const StarterState = z.object({ key: z.string(), files: z.array(z.string()) });
type StarterState = z.infer<typeof StarterState>;

/**
 * Fills <data dir>/collections from PyPI's ansible package. Does nothing when the same was done before; files that an
 * administrator uploaded are never touched.
 */
export async function ensureStarterCollections(config: ScriptConfig, signal?: AbortSignal): Promise<string> {
  const { EEF_STARTER_COLLECTIONS: wanted, EEF_OFFLINE: isOffline } = config.settings;
  const directory = path.join(config.dataDir, 'collections');
  const stateFile = path.join(config.dataDir, 'cache/starter-collections.json');
  const key = JSON.stringify([FORMAT, ANSIBLE_PACKAGE, wanted]);
  const before = await readState(stateFile);
  if (await isComplete(directory, before, key)) return 'unchanged';
  if (isOffline && wanted !== 'none') throw new Error('The starter collections are missing and EEF_OFFLINE forbids to fetch them: set EEF_STARTER_COLLECTIONS=none.');
  const files = wanted === 'none' ? [] : await fetchAndPack(wanted, directory, signal);
  for (const file of before?.files ?? []) {
    if (!files.includes(file)) await rm(path.join(directory, file), { force: true });
  }
  await writeFile(`${stateFile}.tmp`, JSON.stringify({ key, files } satisfies StarterState));
  await rename(`${stateFile}.tmp`, stateFile);
  return `packed ${files.length}`;
}

async function fetchAndPack(wanted: string, directory: string, signal: AbortSignal | undefined): Promise<string[]> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'ee-foundry-collections-'));
  try {
    await downloadWheels(['--no-deps', ANSIBLE_PACKAGE], scratch, signal);
    const wheelName = (await readdir(scratch)).find((name) => name.endsWith('.whl'));
    if (wheelName === undefined) throw new Error(`pip gave no wheel of ${ANSIBLE_PACKAGE}.`);
    const wheel = await openWheel(path.join(scratch, wheelName));
    try {
      return await packAll(selectCollections(wheel.collections, wanted), directory, signal);
    } finally {
      wheel.close();
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** @throws Error that names each wanted collection which the package lacks. */
export function selectCollections(collections: readonly WheelCollection[], wanted: string): WheelCollection[] {
  if (wanted === 'all') return [...collections];
  const names = wanted.split(/[\s,]+/).filter((name) => name !== '');
  const known = new Map(collections.map((collection) => [`${collection.namespace}.${collection.name}`, collection]));
  const missing = names.filter((name) => !known.has(name));
  if (missing.length > 0) throw new Error(`EEF_STARTER_COLLECTIONS: the package ${ANSIBLE_PACKAGE} has no ${missing.join(', ')}.`);
  return names.flatMap((name) => known.get(name) ?? []);
}

async function packAll(collections: readonly WheelCollection[], directory: string, signal: AbortSignal | undefined): Promise<string[]> {
  const queue = [...collections];
  const files: string[] = [];
  async function work(): Promise<void> {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      signal?.throwIfAborted();
      files.push(await packOne(next, directory));
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return files.sort();
}

async function packOne(collection: WheelCollection, directory: string): Promise<string> {
  const files = [];
  for (const entry of collection.entries) files.push({ name: entry.name, isExecutable: entry.isExecutable, content: await entry.read() });
  const packed = await packCollection(files);
  const target = path.join(directory, packed.fileName);
  await writeFile(`${target}.tmp`, packed.content);
  await rename(`${target}.tmp`, target);
  return packed.fileName;
}

async function isComplete(directory: string, state: StarterState | null, key: string): Promise<boolean> {
  if (state?.key !== key) return false;
  const present = new Set(await readdir(directory));
  return state.files.every((file) => present.has(file));
}

async function readState(file: string): Promise<StarterState | null> {
  try {
    return StarterState.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}
