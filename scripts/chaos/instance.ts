import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '#scripts/free-port.ts';
import { CreateDefinition } from '#lib/contract/definitions.ts';
import { ensureTeam } from '#lib/server/authorization/ensure-team.ts';
import { OPERATOR } from '#lib/server/authorization/can.ts';
import { startBuild } from '#lib/server/builds/start.ts';
import { loadConfig, setConfig } from '#lib/server/config.ts';
import { ensureBuiltInCredentials } from '#lib/server/credentials/ensure-built-in.ts';
import { closeDatabase, openDatabase } from '#lib/server/db/client.ts';
import { createDefinition } from '#lib/server/definitions/create.ts';
import { run } from '#scripts/run.ts';
import { ensureSecrets } from '#scripts/secrets.ts';

const DEFINITIONS = 3;
const TEXT = 'version: 3\nimages:\n  base_image:\n    name: registry.example/base:1\n';

export interface Instance {
  dataDir: string;
  url: string;
  /** Of the server and the worker. */
  env: Record<string, string>;
  remove: () => Promise<void>;
}

/** A data directory of its own with a migrated database, which this process may read while no server runs. */
export async function createInstance(): Promise<Instance> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'eef-chaos-'));
  await ensureSecrets(dataDir);
  await run('node_modules/.bin/prisma', ['migrate', 'deploy'], { env: { EEF_DATA_DIR: dataDir, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' } });
  const port = await freePort();
  const env = { EEF_DATA_DIR: dataDir, EEF_PORT: String(port), EEF_LOG_LEVEL: 'warn', EEF_WORKER_NAME: 'chaos', EEF_WORKER_SLOTS: '3', EEF_WORKER_DRAIN_SECONDS: '1' };
  setConfig(loadConfig(env));
  return { dataDir, url: `http://127.0.0.1:${String(port)}`, env, remove: () => rm(dataDir, { recursive: true, force: true }) };
}

/** Queues builds of a few definitions. */
export async function queueBuilds(count: number): Promise<void> {
  await openDatabase();
  await ensureTeam();
  await ensureBuiltInCredentials();
  const definitions: string[] = [];
  for (let number = 1; number <= DEFINITIONS; number += 1) {
    definitions.push((await createDefinition(OPERATOR, CreateDefinition.parse({ name: `chaos-${String(number)}`, text: TEXT }))).id);
  }
  for (let number = 0; number < count; number += 1) await startBuild(OPERATOR, definitions[number % DEFINITIONS] ?? '', { revision: null, mode: 'exact' });
  await closeDatabase();
}
