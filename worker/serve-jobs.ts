import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import manifest from '../package.json' with { type: 'json' };
import { TaskKind } from '#lib/contract/tasks.ts';
import { jobCapability, PROTOCOL_VERSION, type Job, type WorkerHello } from '#lib/contract/worker-protocol.ts';
import type { DoctorReport } from '#lib/contract/workers.ts';
import type { JobServices } from './build/attempt.ts';
import { runBuild } from './build/run-build.ts';
import type { WorkerConfig } from './config.ts';
import type { Driver } from './driver.ts';
import { engineNames } from './engine/engines.ts';
import { runInspect } from './inspect/run-inspect.ts';
import { readFormerLife } from './lease/former-life.ts';
import { LeaseLoop } from './lease/lease-loop.ts';
import { createUsageReader } from './lease/usage.ts';
import { runPreflight } from './preflight/run-preflight.ts';
import { connectToServer, type ServerLink } from './server-link.ts';

const DOCTOR_EVERY_MS = 10 * 60_000;

export interface WorkerParts {
  config: WorkerConfig;
  logger: Logger;
  /** What phases run on. */
  driver: Driver;
  /** What jobs need besides it; after the containers of a former life were looked at. */
  prepare: () => Promise<void>;
  examine: () => Promise<DoctorReport>;
}

/** A worker on any driver: goes on with what a former process left, leases jobs, ends at a signal. */
export async function serveJobs({ config, logger, driver, prepare, examine }: WorkerParts): Promise<void> {
  const former = await readFormerLife({ workDir: config.workDir, driver, logger });
  await prepare();
  const link = connectToServer({ url: config.serverUrl, hello: await readHello(config), onState: logState(logger, config.serverUrl) });
  void link.refused.then((error) => {
    logger.fatal(`The server does not take this worker: ${error.message}`);
    process.exit(1);
  });
  const usage = createUsageReader(config.dataDir, driver);
  const services: JobServices = { link, driver, config, logger, volumeBytes: usage.volumeBytes, scriptsDir: path.join(import.meta.dirname, 'builder', 'phases'), takeFormer: former.take };
  const loop = new LeaseLoop({
    link,
    slots: config.settings.EEF_WORKER_SLOTS,
    former: former.jobs,
    runJob: (job, control) => runJob(services, job, control),
    readUsage: usage.read,
    logger,
  });
  const report = (): void => void reportDoctor(link, examine).catch((error: unknown) => logger.warn({ err: error }, 'no doctor report'));
  link.onConnect(report);
  setInterval(report, DOCTOR_EVERY_MS);
  stopOnSignals(loop, link, { logger, drainSeconds: config.settings.EEF_WORKER_DRAIN_SECONDS });
}

function runJob(services: JobServices, job: Job, control: AbortController): Promise<void> {
  switch (job.kind) {
    case 'build':
      return runBuild(services, job, control);
    case 'preflight':
      return runPreflight(services, job, control);
    case 'inspect':
      return runInspect(services, job, control);
  }
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
    capabilities: [...engineNames().map((name) => `engine:${name}`), ...TaskKind.options.map(jobCapability)],
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

async function reportDoctor(link: ServerLink, run: () => Promise<DoctorReport>): Promise<void> {
  await link.request('doctor', { report: await run() }, { retry: 'once' });
}

/**
 * The first signal: no new lease, and a while for running builds to end; a second one: no more waiting. What still runs then
 * goes on in its containers, for the next process to take over.
 */
function stopOnSignals(loop: LeaseLoop, link: ServerLink, { logger, drainSeconds }: { logger: Logger; drainSeconds: number }): void {
  const hurry = new AbortController();
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) hurry.abort();
    if (isStopping) return;
    isStopping = true;
    logger.info({ running: loop.runningCount, drainSeconds }, 'stopping: no new builds');
    void loop.drain({ withinMs: drainSeconds * 1000, left: hurry.signal }).then((left) => {
      logger.info({ left }, left === 0 ? 'stopped' : 'stopped; the next start takes over what runs');
      link.close();
      process.exit(0);
    });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
