import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { run } from '#scripts/run.ts';

import { hashSources, PROJECT_DIR } from './source-hash.ts';

const SOURCES = ['app', 'components', 'lib', 'public', 'prisma/schema.prisma', 'next.config.js', 'tsconfig.json', 'package-lock.json'];
const STAMP = path.join(PROJECT_DIR, '.next/ee-foundry-sources');

export async function hashWebSources(): Promise<string> {
  return hashSources(SOURCES);
}

/** Builds the web pages where their sources changed since the last complete build. */
export async function ensureWebBuild(signal?: AbortSignal): Promise<string> {
  const wanted = await hashWebSources();
  if ((await readFile(STAMP, 'utf8').catch(() => '')) === wanted) return 'unchanged';
  await rm(STAMP, { force: true });
  const env = { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' };
  await run(path.join(PROJECT_DIR, 'node_modules/.bin/next'), ['build'], { cwd: PROJECT_DIR, env, signal });
  await writeFile(STAMP, wanted);
  return 'built';
}
