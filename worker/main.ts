import { pino } from 'pino';
import { readWorkerConfig } from './config.ts';
import { runDoctor } from './doctor/doctor.ts';
import { claimName } from './lease/single-life.ts';
import { ensureBuilderImage } from './podman/builder-image.ts';
import { openLocalPodman } from './podman/create-driver.ts';
import { serveJobs } from './serve-jobs.ts';

async function main(): Promise<void> {
  process.umask(0o022);
  const config = readWorkerConfig();
  const logger = pino({ level: config.settings.EEF_LOG_LEVEL, base: { worker: config.name } });
  await claimName(config.workDir, config.name);
  const podman = await openLocalPodman(config);
  // Without it the worker still comes up: the doctor shows what is missing, and builds fail with the remedy.
  const prepare = async (): Promise<void> => {
    await ensureBuilderImage(config, podman).catch((error: unknown) => logger.error({ err: error }, 'no builder image'));
  };
  await serveJobs({ config, logger, driver: podman.driver, prepare, examine: () => runDoctor(config, podman) });
}

await main();
