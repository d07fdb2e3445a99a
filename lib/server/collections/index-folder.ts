import { createHash } from 'node:crypto';
import { createReadStream, watch } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { DEFAULT_TEAM, SYSTEM } from '#lib/server/authorization/can.ts';
import { getConfig } from '#lib/server/config.ts';
import { getDb } from '#lib/server/db/client.ts';
import { ServiceError } from '#lib/server/errors.ts';
import { announce } from '#lib/server/events/bus.ts';
import { log } from '#lib/server/log.ts';
import { exclusively } from '#lib/server/logs/exclusively.ts';
import { newId } from '#lib/server/new-id.ts';
import { checkTarball } from './check-tarball.ts';
import { fileNameOf } from './create.ts';

const SETTLE_MS = 500;

/** Brings the table in line with data/collections: new tarballs are checked and taken up, vanished ones forgotten. */
export async function indexCollections(): Promise<void> {
  const directory = getConfig().collectionsDir;
  await exclusively(`index ${directory}`, async () => {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const names = (await readdir(directory)).filter((name) => name.endsWith('.tar.gz') && !name.startsWith('.'));
    const rows = await getDb().galaxyCollection.findMany({ select: { id: true, fileName: true } });
    const known = new Set(rows.map((row) => row.fileName));
    const gone = rows.filter((row) => !names.includes(row.fileName)).map((row) => row.id);
    const fresh = names.filter((name) => !known.has(name));
    if (gone.length > 0) await getDb().galaxyCollection.deleteMany({ where: { id: { in: gone } } });
    for (const name of fresh) await indexOne(directory, name);
    if (gone.length + fresh.length > 0) announce('collections', null);
  });
}

async function indexOne(directory: string, fileName: string): Promise<void> {
  const file = path.join(directory, fileName);
  try {
    const manifest = await checkTarball(file);
    if (fileNameOf(manifest) !== fileName) throw new ServiceError('invalid_request', `it should be named ${fileNameOf(manifest)}`);
    const { namespace, name, version, dependencies } = manifest.collection_info;
    const row = { teamId: DEFAULT_TEAM.id, namespace, name, version, fileName, sha256: await hashOf(file), size: (await stat(file)).size, dependencies: JSON.stringify(dependencies), createdBy: SYSTEM.id };
    await getDb().galaxyCollection.upsert({ where: { namespace_name_version: { namespace, name, version } }, update: row, create: { id: newId(), ...row } });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    log.warn({ fileName, reason: error.message }, 'A file in the collections folder is left out');
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}

/** Indexes now and whenever the folder changes. `ready` resolves after the first time. */
export function watchCollections(): { ready: Promise<void>; stop: () => void } {
  const ready = indexQuietly();
  let timer: NodeJS.Timeout | undefined;
  let watcher: ReturnType<typeof watch> | undefined;
  void ready.then(() => {
    watcher = watch(getConfig().collectionsDir, { persistent: false }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => void indexQuietly(), SETTLE_MS);
    });
  });
  function stop(): void {
    clearTimeout(timer);
    watcher?.close();
  }
  return { ready, stop };
}

async function indexQuietly(): Promise<void> {
  await indexCollections().catch((error: unknown) => {
    log.error({ err: error }, 'The collections folder could not be read');
  });
}
