import { existsSync } from 'node:fs';

import type { WorkerConfig } from '#worker/config.ts';
import type { Driver } from '#worker/driver.ts';
import { podmanDriver } from './driver.ts';
import { preparePodmanHost, type PodmanHost } from './host.ts';
import { createRunner, type Runner } from './run.ts';

export interface LocalPodman {
  host: PodmanHost;
  run: Runner;
  driver: Driver;
}

/** The driver of this host's podman, with the containers, storage and settings of the data directory only. */
export async function openLocalPodman(config: WorkerConfig): Promise<LocalPodman> {
  const host = await preparePodmanHost({
    dataDir: config.dataDir,
    insecureRegistries: [...(config.localRegistry === null ? [] : [config.localRegistry]), ...config.settings.EEF_INSECURE_REGISTRIES],
    environment: config.environment,
  });
  const run = createRunner({ PATH: config.environment.PATH, HOME: config.environment.HOME, LANG: 'C.UTF-8', ...host.env });
  const driver = podmanDriver({
    run,
    isRootless: host.isRootless,
    owner: { instance: config.instance, worker: config.name },
    ulimits: host.facts.limits,
    hasCgroupLimits: !host.isRootless || host.facts.cgroupMode === 'v2',
    hasSelinux: existsSync('/sys/fs/selinux/enforce'),
  });
  return { host, run, driver };
}
