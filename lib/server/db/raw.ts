import type { PrismaClient } from '#prisma/generated/client.ts';

/** SQLite only: readers do not block the writer, a foreign writer (a backup) is waited for, kill -9 loses nothing that was acked. */
export async function prepareSqlite(client: PrismaClient): Promise<void> {
  await client.$queryRawUnsafe('PRAGMA journal_mode = WAL');
  await client.$queryRawUnsafe('PRAGMA busy_timeout = 2000');
  await client.$queryRawUnsafe('PRAGMA foreign_keys = ON');
  await client.$executeRawUnsafe('PRAGMA synchronous = NORMAL');
}

/** Does the database answer? */
export async function pingDatabase(client: PrismaClient): Promise<void> {
  await client.$queryRawUnsafe('SELECT 1');
}
