import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { FINISHED_STATUSES, type Build } from '#lib/contract/builds.ts';
import { Definition } from '#lib/contract/definitions.ts';
import { createApi, type Api } from '#scripts/api-client.ts';
import { readConfig } from '#scripts/config.ts';
import { dashboardUrl } from '#scripts/up/server.ts';
import { readWorkerConfig } from '#worker/config.ts';
import { openLocalPodman } from '#worker/podman/create-driver.ts';
import { seededRandom } from './random.ts';
import { createVictim } from './victim.ts';

const LIFE_MS = [2_000, 12_000] as const;
const LINES = 200;
const ORPHANS_MS = 15_000;

export interface RealFigures {
  seed: number;
  kills: number;
  builds: number;
  lost: number;
  extraAttempts: number;
  /** Build logs in which the counted lines are not all there, once and in order. */
  differentLogs: number;
  orphans: number;
}

/** Kills a worker of its own of the running product (`npm run up`) while it builds with real podman. */
export async function runReal({ kills, seed, onProgress }: { kills: number; seed: number; onProgress: (text: string) => void }): Promise<RealFigures> {
  const config = readConfig();
  const name = `chaos-${Date.now().toString(36)}`;
  const env = { ...config.environment, EEF_WORKER_NAME: name, EEF_WORKER_LABELS: name, EEF_WORKER_SLOTS: '1', EEF_WORKER_DRAIN_SECONDS: '1' };
  const api = createApi(dashboardUrl(config));
  const definition = await createCounting(api, name, config.settings.EEF_BASE_IMAGE ?? `${config.localRegistry ?? ''}/ee-minimal:latest`);
  const worker = createVictim({ script: 'worker/main.ts', env, logFile: path.join(config.dataDir, 'run', `${name}.log`) });
  const random = seededRandom(seed);
  const ids: string[] = [];
  worker.start();
  for (let count = 1; count <= kills; count += 1) {
    const last = ids.at(-1);
    if (last === undefined || isOver(await api.getBuild(last))) ids.push((await api.startBuild(definition.id, 'no-cache')).id);
    await delay(random(...LIFE_MS));
    await worker.kill();
    worker.start();
    onProgress(`${String(count)} of ${String(kills)} kills`);
  }
  const builds: Build[] = [];
  for (const id of ids) builds.push(await api.waitForBuild(id, isOver));
  await delay(ORPHANS_MS);
  const orphans = (await (await openLocalPodman(readWorkerConfig(env))).driver.list()).length;
  worker.signal('SIGTERM');
  await worker.ended();
  await api.call(`/definitions/${definition.id}`, { method: 'PATCH', body: { isArchived: true }, schema: Definition });
  const logs = await Promise.all(builds.map((build) => api.readLog(build, 'build')));
  return {
    seed,
    kills,
    builds: builds.length,
    lost: builds.filter(({ status }) => status !== 'succeeded').length,
    extraAttempts: builds.reduce((sum, { attempts }) => sum + attempts.length - 1, 0),
    differentLogs: logs.filter((log) => !isCounted(log)).length,
    orphans,
  };
}

function isOver({ status }: Build): boolean {
  return FINISHED_STATUSES.includes(status);
}

function isCounted(log: string): boolean {
  const numbers = [...log.matchAll(/^\S+Z counted (\d+)$/gm)].map((match) => Number(match[1]));
  return numbers.length === LINES && numbers.every((number, index) => number === index + 1);
}

async function createCounting(api: Api, name: string, base: string): Promise<Definition> {
  const command = `i=0; while [ $i -lt ${String(LINES)} ]; do i=$((i + 1)); echo "counted $i"; sleep 0.1; done`;
  const text = `version: 3\nimages:\n  base_image:\n    name: ${base}\noptions:\n  package_manager_path: /usr/bin/apt-get\n  skip_pip_install: true\nadditional_build_steps:\n  append_base:\n    - RUN ${command}\n`;
  const plain = await api.createDefinition({ name: `${name}-settings`, text });
  await api.call(`/definitions/${plain.id}`, { method: 'PATCH', body: { isArchived: true }, schema: Definition });
  return api.createDefinition({ name, text, settings: { ...plain.head.settings, workerLabels: [name] } });
}
