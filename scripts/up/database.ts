import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { ScriptConfig } from '#scripts/config.ts';
import { run } from '#scripts/run.ts';

import { hashSources, PROJECT_DIR } from './source-hash.ts';

const PRISMA = path.join(PROJECT_DIR, 'node_modules/.bin/prisma');
const QUIET = { CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' };

/** Generates the database client where the schema changed, and brings the database to the newest migration. */
export async function ensureDatabase(config: ScriptConfig, signal?: AbortSignal): Promise<string> {
  await mkdir(path.join(config.dataDir, 'db'), { recursive: true, mode: 0o700 });
  await ensureClient(signal);
  const output = await run(PRISMA, ['migrate', 'deploy'], { cwd: PROJECT_DIR, env: { ...QUIET, EEF_DATA_DIR: config.dataDir }, signal });
  return output.includes('No pending migrations') ? 'up to date' : 'migrated';
}

async function ensureClient(signal?: AbortSignal): Promise<void> {
  const stamp = path.join(PROJECT_DIR, 'prisma/generated/.schema-hash');
  const wanted = await hashSources(['prisma/schema.prisma', 'node_modules/prisma/package.json']);
  if ((await readFile(stamp, 'utf8').catch(() => '')) === wanted) return;
  await run(PRISMA, ['generate'], { cwd: PROJECT_DIR, env: QUIET, signal });
  await writeFile(stamp, wanted);
}
