import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { findHostCaBundle } from '#worker/podman/ca-bundle.ts';
import { run } from '#scripts/run.ts';
import { E2E_DATA_DIR, E2E_ENV, E2E_PORTS } from '#scripts/e2e-env.ts';
import type { PlatformFacts } from './platform.ts';

/** What a run starts afresh; images, collections and storage volumes stay, as they would on a used machine. */
const STATE = ['db', 'logs', 'artifacts', 'blobs', 'work', 'run'];

declare module 'vitest' {
  interface ProvidedContext {
    platform: PlatformFacts;
  }
}

/** Brings up the whole product with `up` on a data directory and ports of its own, and takes it down at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = E2E_DATA_DIR;
  const env = {
    ...E2E_ENV,
    EEF_WORKER_NAME: 'e2e',
    EEF_WORKER_LABELS: 'default',
    EEF_WORKER_SLOTS: '2',
  };
  const print = (line: string): void => console.log(`[up] ${line}`);
  await run('node', ['scripts/down.ts'], { env, onLine: print });
  for (const name of STATE) await rm(path.join(dataDir, name), { recursive: true, force: true });
  await run('node', ['scripts/up.ts'], { env, onLine: print });
  project.provide('platform', { dataDir, env, ports: E2E_PORTS, caBundle: findHostCaBundle() ?? '' });
  return async () => {
    await run('node', ['scripts/down.ts'], { env, onLine: print });
  };
}
