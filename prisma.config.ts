import path from 'node:path';
import { PrismaLibSQL } from '@prisma/adapter-libsql';
import type { PrismaConfig } from 'prisma';

const dataDir = path.resolve(process.env['EEF_DATA_DIR'] ?? 'data');

// engine 'js': the schema engine binary is not on npm, and sites that reach only npm must be able to migrate.
export default {
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  experimental: { adapter: true },
  engine: 'js',
  adapter: () => Promise.resolve(new PrismaLibSQL({ url: `file:${path.join(dataDir, 'db', 'ee-foundry.db')}` })),
} satisfies PrismaConfig;
