import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { PrismaClient } from '#prisma/generated/client.ts';
import { getConfig } from '#lib/server/config.ts';
import { prepareSqlite } from './raw.ts';
import { SingleConnection } from './single-connection.ts';

const shared = globalThis as { eeFoundryDatabases?: Map<string, PrismaClient> };

/** The process's one client: server.ts and Next's bundle share it, since its lock is what serialises writes. */
export function getDb(): PrismaClient {
  const file = getConfig().databaseFile;
  const databases = (shared.eeFoundryDatabases ??= new Map());
  const known = databases.get(file);
  if (known !== undefined) return known;
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const client = new PrismaClient({ adapter: new SingleConnection({ url: `file:${file}` }), transactionOptions: { maxWait: 30_000, timeout: 30_000 } });
  databases.set(file, client);
  return client;
}

/** Call once before the first use. */
export async function openDatabase(): Promise<void> {
  await prepareSqlite(getDb());
}

export async function closeDatabase(): Promise<void> {
  const file = getConfig().databaseFile;
  const client = shared.eeFoundryDatabases?.get(file);
  shared.eeFoundryDatabases?.delete(file);
  await client?.$disconnect();
}
