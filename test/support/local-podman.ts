import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { readConfig } from '#scripts/config.ts';
import { ensureBuilderImage } from '#scripts/up/images.ts';
import { withLock } from '#scripts/up/lock.ts';
import { ensurePodman } from '#scripts/up/podman.ts';
import { ensureSystemPackages } from '#scripts/up/system-packages.ts';
import { readWorkerConfig, type WorkerConfig } from '#worker/config.ts';
import type { PhaseDescription, PhaseHandle } from '#worker/driver.ts';
import { openLocalPodman, type LocalPodman } from '#worker/podman/create-driver.ts';
import { preparePhaseDirs } from '#worker/podman/phase-dirs.ts';
import { E2E_ENV } from '#scripts/e2e-env.ts';

export interface TestPodman extends LocalPodman {
  config: WorkerConfig;
  /** Describes a phase whose script is given; `change` adapts the rest. */
  phase: (script: string, change?: Partial<PhaseDescription>) => Promise<PhaseDescription>;
  /** Runs a phase to its end: what it printed and how it ended. */
  runPhase: (script: string, change?: Partial<PhaseDescription>) => Promise<{ lines: string[]; code: number; handle: PhaseHandle }>;
  /** Removes every container, volume and directory of this worker. */
  close: () => Promise<void>;
}

/** The real podman with the builder image, as a worker of its own. Makes the image (1 to 2 minutes) where it is missing. */
export async function openTestPodman(): Promise<TestPodman> {
  const name = `test-${randomBytes(4).toString('hex')}`;
  const env = { ...process.env, ...E2E_ENV, EEF_WORKER_NAME: name };
  await ensureImage(env);
  const config = readWorkerConfig(env);
  const podman = await openLocalPodman(config);
  await mkdir(config.workDir, { recursive: true, mode: 0o700 });

  async function phase(script: string, change: Partial<PhaseDescription> = {}): Promise<PhaseDescription> {
    const labels = change.labels ?? { job: `job${randomBytes(5).toString('hex')}`, attempt: 1, token: randomBytes(8).toString('hex'), phase: 'build' };
    const dirs = await preparePhaseDirs(await mkdtemp(path.join(config.workDir, 'attempt-')), labels.phase);
    await writeFile(path.join(dirs.in, 'run'), script, { mode: 0o644 });
    return {
      image: config.builderImage,
      dirs,
      storage: { trustDomain: 'team', slot: 0 },
      mountsStorage: false,
      network: 'none',
      limits: { memoryMb: 1024, cpus: 2, pids: 512, diskGb: 10, timeoutSeconds: 120, logBytes: 1_000_000 },
      ...change,
      labels,
    };
  }

  async function runPhase(script: string, change: Partial<PhaseDescription> = {}): Promise<{ lines: string[]; code: number; handle: PhaseHandle }> {
    const handle = await podman.driver.start(await phase(script, change));
    const lines: string[] = [];
    for await (const record of podman.driver.attach(handle, 0, AbortSignal.timeout(120_000))) lines.push(record.text);
    const { code } = await podman.driver.wait(handle);
    await podman.driver.remove(handle);
    return { lines, code, handle };
  }

  async function close(): Promise<void> {
    for (const handle of await podman.driver.list()) await podman.driver.remove(handle);
    for (const volume of await podman.driver.listVolumes()) await podman.driver.removeVolume(volume);
    await rm(config.workDir, { recursive: true, force: true });
  }

  return { ...podman, config, phase, runPhase, close };
}

async function ensureImage(env: Record<string, string | undefined>): Promise<void> {
  const config = readConfig(env);
  await mkdir(path.join(config.dataDir, 'run'), { recursive: true });
  await whenUnlocked(config.dataDir, async () => {
    await ensureSystemPackages(config);
    const made = await ensureBuilderImage(config, await ensurePodman(config));
    if (made !== 'unchanged') console.log(`[podman tests] builder image: ${made}`);
  });
}

/** Test files run side by side; the lock refuses a second one at once. */
async function whenUnlocked(dataDir: string, work: () => Promise<void>): Promise<void> {
  const deadlineMs = Date.now() + 280_000;
  for (;;) {
    try {
      await withLock(dataDir, work);
      return;
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('Another `npm run up`')) || Date.now() > deadlineMs) throw error;
    }
    await delay(500);
  }
}
