import path from 'node:path';

import type { ScriptConfig } from '#scripts/config.ts';
import { findRunning, lastLogLines, startDaemon, stopDaemon, waitUntil } from '#scripts/services/daemon.ts';
import { serviceEnvironment } from '#scripts/services/service-environment.ts';

import { assertPortFree } from './ports.ts';
import { hashSources, PROJECT_DIR } from './source-hash.ts';

const READY_MS = 60_000;
const STOP_MS = 15_000;
const SOURCES = ['server.ts', 'app', 'components', 'lib', 'prisma/schema.prisma', 'prisma/migrations', 'next.config.js', 'package-lock.json'];

/** URL under which this machine reaches the dashboard. */
export function dashboardUrl(config: ScriptConfig): string {
  const { EEF_HOST: host, EEF_PORT: port } = config.settings;
  const reachable = ['0.0.0.0', '::', 'localhost'].includes(host) ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

export async function serverFingerprint(config: ScriptConfig): Promise<string> {
  return hashSources(SOURCES, [JSON.stringify(config.settings)]);
}

/** Stops a dashboard of other sources or settings before they change under it. */
export async function stopOutdatedServer(config: ScriptConfig): Promise<void> {
  const runDir = path.join(config.dataDir, 'run');
  const running = await findRunning(runDir, 'server');
  if (running !== null && running.fingerprint !== (await serverFingerprint(config))) await stopDaemon(runDir, 'server', STOP_MS);
}

/** Starts the web server unless it runs already; returns once it answers. */
export async function startServer(config: ScriptConfig): Promise<string> {
  const runDir = path.join(config.dataDir, 'run');
  const fingerprint = await serverFingerprint(config);
  await stopOutdatedServer(config);
  if ((await findRunning(runDir, 'server')) !== null && (await waitUntil(() => answers(config), 5000))) return 'running';
  await stopDaemon(runDir, 'server', STOP_MS);
  await assertPortFree({ runDir, service: 'server', host: config.settings.EEF_HOST, port: config.settings.EEF_PORT, setting: 'EEF_PORT' });
  await assertPortFree({ runDir, service: 'server', host: '127.0.0.1', port: config.settings.EEF_GALAXY_PORT, setting: 'EEF_GALAXY_PORT' });
  await startDaemon(runDir, {
    name: 'server',
    program: process.execPath,
    args: ['server.ts'],
    cwd: PROJECT_DIR,
    env: { ...(await serviceEnvironment(config)), NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    fingerprint,
  });
  await waitUntil(async () => (await answers(config)) || (await findRunning(runDir, 'server')) === null, READY_MS);
  if (await answers(config)) return 'started';
  throw new Error(`The dashboard does not answer. The last lines of ${path.join(runDir, 'server.log')}:\n${await lastLogLines(runDir, 'server', 20)}`);
}

async function answers(config: ScriptConfig): Promise<boolean> {
  try {
    return (await fetch(`${dashboardUrl(config)}/healthz`, { signal: AbortSignal.timeout(3000) })).ok;
  } catch {
    return false;
  }
}
