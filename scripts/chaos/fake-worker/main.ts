import path from 'node:path';
import { pino } from 'pino';
import { readWorkerConfig } from '#worker/config.ts';
import { claimName } from '#worker/lease/single-life.ts';
import { serveJobs } from '#worker/serve-jobs.ts';
import { processDriver } from './process-driver.ts';

/** The product's worker on plain processes in place of containers: only the chaos harness starts it. */
const config = readWorkerConfig();
const logger = pino({ level: config.settings.EEF_LOG_LEVEL, base: { worker: config.name } });
await claimName(config.workDir, config.name);
await serveJobs({
  config,
  logger,
  driver: processDriver({ stateDir: path.join(config.dataDir, 'containers'), registryDir: path.join(config.dataDir, 'fake-registry'), truthDir: path.join(config.dataDir, 'truth') }),
  prepare: () => Promise.resolve(),
  examine: () => Promise.resolve({ at: new Date().toISOString(), checks: [] }),
});
