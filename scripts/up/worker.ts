import { hostname } from 'node:os';
import path from 'node:path';

import { z } from 'zod';

import { Worker } from '#lib/contract/workers.ts';
import type { ScriptConfig } from '#scripts/config.ts';
import { readToken } from '#scripts/secrets.ts';
import { findRunning, lastLogLines, startDaemon, stopDaemon, waitUntil } from '#scripts/services/daemon.ts';
import { serviceEnvironment } from '#scripts/services/service-environment.ts';

import { dashboardUrl } from './server.ts';
import { hashSources, PROJECT_DIR } from './source-hash.ts';

const READY_MS = 60_000;
const DRAIN_MS = 30_000;
const SOURCES = ['worker', 'lib/contract', 'lib/ee', 'package-lock.json'];

/** Starts one worker unless it runs already; returns once the dashboard shows it as online. */
export async function startWorker(config: ScriptConfig): Promise<string> {
  const runDir = path.join(config.dataDir, 'run');
  const fingerprint = await hashSources(SOURCES, [JSON.stringify(config.settings)]);
  const running = await findRunning(runDir, 'worker');
  if (running?.fingerprint === fingerprint && (await waitUntil(() => isOnline(config), 10_000))) return 'online';
  await stopDaemon(runDir, 'worker', DRAIN_MS);
  await startDaemon(runDir, {
    name: 'worker',
    program: process.execPath,
    args: ['worker/main.ts'],
    cwd: PROJECT_DIR,
    env: await serviceEnvironment(config),
    fingerprint,
  });
  await waitUntil(async () => (await isOnline(config)) || (await findRunning(runDir, 'worker')) === null, READY_MS);
  if (await isOnline(config)) return 'started, online';
  throw new Error(`The worker does not come online. The last lines of ${path.join(runDir, 'worker.log')}:\n${await lastLogLines(runDir, 'worker', 20)}`);
}

const WorkerList = z.object({ items: z.array(Worker.pick({ name: true, isOnline: true })) });

async function isOnline(config: ScriptConfig): Promise<boolean> {
  try {
    const headers = { authorization: `Bearer ${await readToken(config.dataDir, 'first-start')}` };
    const response = await fetch(`${dashboardUrl(config)}/api/v1/workers`, { headers, signal: AbortSignal.timeout(3000) });
    const { items } = WorkerList.parse(await response.json());
    return items.some((worker) => worker.isOnline && worker.name === workerName(config));
  } catch {
    return false;
  }
}

function workerName(config: ScriptConfig): string {
  return config.settings.EEF_WORKER_NAME ?? hostname().toLowerCase();
}
