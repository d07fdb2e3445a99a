import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { ensureTeam } from '#lib/server/authorization/ensure-team.ts';
import { loadConfig, setConfig } from '#lib/server/config.ts';
import { closeDatabase, openDatabase } from '#lib/server/db/client.ts';
import { copyDatabase } from './database.ts';

export const TEST_TOKENS = { worker: 'worker-token-0123456789', 'first-start': 'first-start-token-0123456789', registry: 'registry-token-0123456789', galaxy: 'galaxy-token-0123456789' } as const;

type Environment = Record<string, string>;

/** Before each test: a data directory of its own with a migrated database and tokens, as the process's configuration. */
export function useInstance(environment: Environment | (() => Environment | Promise<Environment>) = {}): { dataDir: string } {
  const instance = { dataDir: '' };
  beforeEach(async () => {
    instance.dataDir = await mkdtemp(path.join(tmpdir(), 'eef-test-'));
    await copyDatabase(instance.dataDir);
    await mkdir(path.join(instance.dataDir, 'tokens'));
    for (const [name, token] of Object.entries(TEST_TOKENS)) await writeFile(path.join(instance.dataDir, 'tokens', name), `${token}\n`);
    const more = typeof environment === 'function' ? await environment() : environment;
    setConfig(loadConfig({ EEF_LOG_LEVEL: 'error', ...more, EEF_DATA_DIR: instance.dataDir }));
    await openDatabase();
    await ensureTeam();
  });
  afterEach(async () => {
    await closeDatabase();
    await rm(instance.dataDir, { recursive: true, force: true });
  });
  return instance;
}
