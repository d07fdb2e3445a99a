import type { ScriptConfig } from '#scripts/config.ts';
import { ensureStarterCollections } from '#scripts/collections/starter.ts';
import { notePipIndex } from '#scripts/images/pip-index.ts';
import { ensureSecrets } from '#scripts/secrets.ts';
import type { PodmanHost } from '#worker/podman/host.ts';

import { ensureDatabase } from './database.ts';
import { assertDiskSpace } from './disk.ts';
import { BUILDER_IMAGE, ensureBuilderImage, ensureStarterBase } from './images.ts';
import { ensureLocalRegistry } from './local-registry.ts';
import { withLock } from './lock.ts';
import { ensurePodman } from './podman.ts';
import { createProgress, type Progress } from './progress.ts';
import { startServer, stopOutdatedServer } from './server.ts';
import { ensureSystemPackages } from './system-packages.ts';
import { ensureWebBuild } from './web-build.ts';
import { startWorker } from './worker.ts';

const STEPS = 11;

/** From whatever is there to a running registry, dashboard and worker; safe to repeat. */
export async function startEverything(config: ScriptConfig, print: (line: string) => void, signal: AbortSignal): Promise<void> {
  await ensureSecrets(config.dataDir);
  await withLock(config.dataDir, async () => {
    const progress = createProgress(STEPS, print);
    await progress.step('system packages', () => ensureSystemPackages(config, signal));
    await progress.step('data directory', async () => {
      await assertDiskSpace(config.dataDir);
      return config.dataDir;
    });
    await stopOutdatedServer(config);
    // The pages and the images need the processor in turns: side by side they take less than one after the other.
    await inParallel([() => makeApplication(progress, config, signal), () => makeImages(progress, config, signal)]);
    signal.throwIfAborted();
    await progress.step('dashboard', () => startServer(config));
    await progress.step('worker', () => startWorker(config));
  });
}

async function makeApplication(progress: Progress, config: ScriptConfig, signal: AbortSignal): Promise<void> {
  await progress.step('database', () => ensureDatabase(config, signal));
  await progress.step('web pages', () => ensureWebBuild(signal));
  await progress.step('starter collections', () => ensureStarterCollections(config, signal));
}

async function makeImages(progress: Progress, config: ScriptConfig, signal: AbortSignal): Promise<void> {
  let host: PodmanHost | undefined;
  await progress.step('podman', async () => {
    host = await ensurePodman(config);
    return `${host.runtime}, ${host.isRootless ? 'rootless' : 'rootful'}`;
  });
  await progress.step('local registry', () => ensureLocalRegistry(config));
  if (host === undefined) return;
  const prepared = host;
  await progress.step('builder image', async () => {
    const said = await ensureBuilderImage(config, prepared, signal);
    await notePipIndex({ dataDir: config.dataDir, image: config.settings.EEF_BUILDER_IMAGE ?? BUILDER_IMAGE, host: prepared, isNew: said === 'made' });
    return said;
  });
  await progress.step('starter base image', () => ensureStarterBase(config, prepared, signal));
}

/** Runs all to their end, then throws the first failure: nothing goes on unattended. */
async function inParallel(works: readonly (() => Promise<void>)[]): Promise<void> {
  const results = await Promise.allSettled(works.map((work) => work()));
  const failure = results.find((result) => result.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}
