import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pino, type Logger } from 'pino';
import manifest from '../package.json' with { type: 'json' };
import { PREFLIGHT_CAPABILITY, PROTOCOL_VERSION, type WorkerHello } from '#lib/contract/worker-protocol.ts';
import type { JobServices } from './build/attempt.ts';
import { runBuild } from './build/run-build.ts';
import { readWorkerConfig, type WorkerConfig } from './config.ts';
import { runDoctor } from './doctor/doctor.ts';
import { engineNames } from './engine/engines.ts';
import { readFormerLife } from './lease/former-life.ts';
import { LeaseLoop } from './lease/lease-loop.ts';
import { claimName } from './lease/single-life.ts';
import { createUsageReader } from './lease/usage.ts';
import { ensureBuilderImage } from './podman/builder-image.ts';
import { openLocalPodman } from './podman/create-driver.ts';
import { runPreflight } from './preflight/run-preflight.ts';
import { connectToServer, type ServerLink } from './server-link.ts';

const DOCTOR_EVERY_MS = 10 * 60_000;

async function main(): Promise<void> {
  process.umask(0o022);
  const config = readWorkerConfig();
  const logger = pino({ level: config.settings.EEF_LOG_LEVEL, base: { worker: config.name } });
  await claimName(config.workDir, config.name);
  const podman = await openLocalPodman(config);
  const former = await readFormerLife({ workDir: config.workDir, driver: podman.driver, logger });
  // Without it the worker still comes up: the doctor shows what is missing, and builds fail with the remedy.
  await ensureBuilderImage(config, podman).catch((error: unknown) => logger.error({ err: error }, 'no builder image'));
  const link = connectToServer({ url: config.serverUrl, hello: await readHello(config), onState: logState(logger, config.serverUrl) });
  void link.refused.then((error) => {
    logger.fatal(`The server does not take this worker: ${error.message}`);
    process.exit(1);
  });
  const usage = createUsageReader(config.dataDir, podman.driver);
  const services: JobServices = { link, driver: podman.driver, config, logger, volumeBytes: usage.volumeBytes, scriptsDir: path.join(import.meta.dirname, 'builder', 'phases'), takeFormer: former.take };
  const loop = new LeaseLoop({
    link,
    slots: config.settings.EEF_WORKER_SLOTS,
    former: former.jobs,
    runJob: (job, control) => (job.kind === 'build' ? runBuild(services, job, control) : runPreflight(services, job, control)),
    readUsage: usage.read,
    logger,
  });
  const report = (): void => void reportDoctor(link, () => runDoctor(config, podman)).catch((error: unknown) => logger.warn({ err: error }, 'no doctor report'));
  link.onConnect(report);
  setInterval(report, DOCTOR_EVERY_MS);
  stopOnSignals(loop, link, logger);
}

async function readHello(config: WorkerConfig): Promise<WorkerHello> {
  const token = await readFile(config.tokenFile, 'utf8').catch(() => {
    throw new Error(`The worker token cannot be read from ${config.tokenFile}. Run \`npm run up\` once, or set EEF_WORKER_TOKEN_FILE.`);
  });
  return {
    token: token.trim(),
    protocol: PROTOCOL_VERSION,
    version: manifest.version,
    name: config.name,
    labels: config.settings.EEF_WORKER_LABELS,
    capabilities: [...engineNames().map((name) => `engine:${name}`), PREFLIGHT_CAPABILITY],
    slots: config.settings.EEF_WORKER_SLOTS,
    builderImage: config.builderImage,
  };
}

function logState(logger: Logger, url: string) {
  let last = '';
  return ({ isConnected, reason }: { isConnected: boolean; reason: string }): void => {
    const state = `${isConnected ? 'connected to' : 'not connected to'} ${url}: ${reason}`;
    if (state !== last) logger.info(state);
    last = state;
  };
}

async function reportDoctor(link: ServerLink, run: () => ReturnType<typeof runDoctor>): Promise<void> {
  await link.request('doctor', { report: await run() }, { retry: 'once' });
}

/** The first signal lets running builds finish, the second cancels them. */
function stopOnSignals(loop: LeaseLoop, link: ServerLink, logger: Logger): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) {
      logger.warn('cancelling the running builds');
      loop.cancelAll();
      return;
    }
    isStopping = true;
    logger.info({ running: loop.runningCount }, 'stopping: no new builds; a second signal cancels the running ones');
    void loop.drain().then(() => {
      link.close();
      process.exit(0);
    });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

await main();
