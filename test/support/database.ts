import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';

const MIGRATIONS = 'prisma/migrations';
const CACHE = 'node_modules/.cache/ee-foundry';

/** A SQLite file that `prisma migrate deploy` made; made once for each state of the migrations. */
async function migratedTemplate(): Promise<string> {
  const template = path.join(CACHE, `database-${await migrationsHash()}.db`);
  if (existsSync(template)) return template;
  const work = path.resolve(CACHE, `migrate-${randomBytes(6).toString('hex')}`);
  await mkdir(path.join(work, 'db'), { recursive: true });
  try {
    await execa('node_modules/.bin/prisma', ['migrate', 'deploy'], { env: { EEF_DATA_DIR: work, CI: '1' } });
    await rename(path.join(work, 'db', 'ee-foundry.db'), template);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return template;
}

async function migrationsHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(MIGRATIONS, { recursive: true })).filter((each) => each.endsWith('.sql')).sort()) {
    hash.update(name).update(await readFile(path.join(MIGRATIONS, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Puts a migrated, empty database where the data directory has it. */
export async function copyDatabase(dataDir: string): Promise<void> {
  await mkdir(path.join(dataDir, 'db'), { recursive: true });
  await copyFile(await migratedTemplate(), path.join(dataDir, 'db', 'ee-foundry.db'));
}
