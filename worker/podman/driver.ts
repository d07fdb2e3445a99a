import { access, chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { z } from 'zod';

import { SECRETS_DIR, type Driver, type LogRecord, type PhaseDescription, type PhaseExit, type PhaseHandle, type PhaseLabels } from '#worker/driver.ts';
import { containerArguments, containerName, fenceOf, rawLogFile, type ArgvHost } from './argv.ts';
import { DriverError, isGone, podmanError } from './errors.ts';
import { watchFence, type FenceReason, type Measured } from './fence.ts';
import { labelFilters, parseContainers, type Fence } from './labels.ts';
import { followRawLog } from './raw-log.ts';
import type { Runner } from './run.ts';
import { ensureVolume, findVolume, listVolumes, measureBytes, removeVolume, volumeName, type VolumeContext } from './volumes.ts';

const SECRET_NAME = /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}$/;
/** Of the disk limit: a volume that holds more before a build is emptied. */
const KEEP_SHARE = 0.7;
const WAIT_POLL = '100ms';
const REMOVE_FOR_MS = 15_000;
const REMOVE_RETRY_MS = 250;
const START_TIMEOUT_MS = 180_000;
const NAME_TAKEN = /name .* is already in use/i;

const State = z.object({ ExitCode: z.number().int(), OOMKilled: z.boolean() });

export interface PodmanContext extends ArgvHost {
  run: Runner;
  isRootless: boolean;
}

/** Phases as containers of the local podman, each under its conmon: they live on when this process ends. */
export function podmanDriver(context: PodmanContext): Driver {
  const volumes: VolumeContext = { run: context.run, owner: context.owner, isRootless: context.isRootless };
  const exits = new Map<string, Promise<PhaseExit>>();
  const sizes = new Map<string, Measured>();

  /** One `podman wait` and one fence for a container, however many ask. */
  function watchExit(handle: PhaseHandle, fence: Fence | null): Promise<PhaseExit> {
    const known = exits.get(handle.id);
    if (known !== undefined) return known;
    const exit = waitFenced(context, handle, fence, sizes);
    exit.catch(() => undefined);
    exits.set(handle.id, exit);
    return exit;
  }

  return {
    async start(phase) {
      if (isOverfull(phase, sizes.get(volumeName(phase.storage, context.owner))?.bytes)) await emptyVolume(phase, volumes, sizes);
      const storage = await ensureVolume(phase.storage, volumes);
      const handle = await startContainer(context, phase, containerArguments(phase, storage, context));
      void watchExit(handle, fenceOf(phase, storage));
      return handle;
    },
    attach(handle, offset, signal): AsyncIterable<LogRecord> {
      return followRawLog(handle.logFile, { offset, signal, ended: watchExit(handle, null) });
    },
    wait: (handle) => watchExit(handle, null),
    deliver: (handle, name, bytes) => deliver(context, handle, name, bytes),
    stop: (handle, graceSeconds) => stop(context, handle, graceSeconds),
    async list(labels = {}) {
      const found = await listContainers(context, labels);
      for (const { handle, fence } of found) void watchExit(handle, fence);
      return found.map(({ handle }) => handle);
    },
    async remove(handle) {
      await removeContainer(context, handle.id);
      exits.delete(handle.id);
    },
    listVolumes: () => listVolumes(volumes),
    removeVolume: (slot) => removeVolume(slot, volumes),
  };
}

async function startContainer(context: PodmanContext, phase: PhaseDescription, args: string[]): Promise<PhaseHandle> {
  const logFile = rawLogFile(phase);
  const name = containerName(phase, context.owner);
  for (let tries = 1; ; tries += 1) {
    await writeFile(logFile, '', { mode: 0o600 });
    await chmod(logFile, 0o600);
    // conmon leaves a file `oom` in its working directory when the kernel kills for lack of memory (cgroups v1).
    const started = await context.run('podman', args, { timeoutMs: START_TIMEOUT_MS, cwd: phase.dirs.root });
    const id = started.stdout.trim();
    if (started.exitCode === 0 && /^[0-9a-f]{64}$/.test(id)) return { id, name, labels: phase.labels, logFile, hasStarted: true };
    // A container that could not start stays behind as "created".
    await removeContainer(context, name);
    // The `podman run` of a worker that was killed came to its end only now.
    if (tries === 1 && NAME_TAKEN.test(started.stderr)) continue;
    throw podmanError(`start the ${phase.labels.phase} container`, started.stderr);
  }
}

/** Only before anything of a build is in the volume; what an earlier container left there was measured while it ran. */
function isOverfull(phase: PhaseDescription, knownBytes = 0): boolean {
  return phase.labels.phase === 'fetch' && knownBytes > phase.limits.diskGb * 1e9 * KEEP_SHARE;
}

/** The build starts cold. In use by another phase, it stays: the disk limit holds anyway. */
async function emptyVolume(phase: PhaseDescription, volumes: VolumeContext, sizes: Map<string, Measured>): Promise<void> {
  sizes.delete(volumeName(phase.storage, volumes.owner));
  await removeVolume(phase.storage, volumes).catch(() => undefined);
}

async function waitFenced(context: PodmanContext, handle: PhaseHandle, fence: Fence | null, sizes: Map<string, Measured>): Promise<PhaseExit> {
  const ended = new AbortController();
  const fenced = fence === null ? Promise.resolve(null) : runFence({ context, handle, fence, sizes }, ended.signal);
  try {
    await waitForEnd(context, handle);
    const inspected = await context.run('podman', ['container', 'inspect', '--format', '{{json .State}}', handle.id]);
    if (inspected.exitCode !== 0) throw podmanError('read how the container ended', inspected.stderr);
    const state = State.parse(JSON.parse(inspected.stdout));
    ended.abort();
    return { code: state.ExitCode, isOutOfMemory: state.OOMKilled || (fence !== null && (await hasOomMark(handle, fence))), limit: await fenced };
  } finally {
    ended.abort();
  }
}

/** Left by conmon, or by `lib/cap.py`: a build that forges that one only spoils its own explanation. */
async function hasOomMark(handle: PhaseHandle, fence: Fence): Promise<boolean> {
  const marks = [path.join(path.dirname(handle.logFile), 'oom'), path.join(fence.outDir, 'oom-killed')];
  const found = await Promise.all(marks.map((mark) => access(mark).then(() => true, () => false)));
  return found.includes(true);
}

async function waitForEnd(context: PodmanContext, handle: PhaseHandle): Promise<void> {
  const result = await context.run('podman', ['wait', '--interval', WAIT_POLL, handle.id], { timeoutMs: 2 ** 31 - 1 });
  if (result.exitCode !== 0) throw podmanError(`wait for the ${handle.labels.phase} container`, result.stderr);
}

interface FencedContainer {
  context: PodmanContext;
  handle: PhaseHandle;
  fence: Fence;
  /** By volume, as last measured. */
  sizes: Map<string, Measured>;
}

async function runFence({ context, handle, fence, sizes }: FencedContainer, signal: AbortSignal): Promise<FenceReason | null> {
  const reason = await watchFence({
    logFile: handle.logFile,
    logBytes: fence.logBytes,
    dir: fence.outDir,
    diskBytes: fence.diskBytes,
    known: fence.volume === null ? null : (sizes.get(fence.volume) ?? null),
    measureBytes: async (ended) => measureBytes(await filledDirs({ context, handle, fence }), context, ended),
    onMeasured: (measured) => {
      if (fence.volume !== null) sizes.set(fence.volume, measured);
    },
    signal,
  });
  if (reason !== null) await context.run('podman', ['kill', '--signal=KILL', handle.id]);
  return reason;
}

/** All on one file system. */
async function filledDirs({ context, handle, fence }: Omit<FencedContainer, 'sizes'>): Promise<string[]> {
  const upper = await context.run('podman', ['container', 'inspect', '--format', '{{.GraphDriver.Data.UpperDir}}', handle.id]);
  const volume = fence.volume === null ? null : await findVolume(fence.volume, context.run);
  return [fence.outDir, ...(upper.stdout.startsWith('/') ? [upper.stdout.trim()] : []), ...(volume === null ? [] : [volume.Mountpoint])];
}

async function deliver(context: PodmanContext, handle: PhaseHandle, name: string, bytes: Uint8Array): Promise<void> {
  if (!SECRET_NAME.test(name)) throw new DriverError('host', `"${name}" is no name for a secret file.`);
  const file = `${SECRETS_DIR}/${name}`;
  // The size is checked before the name appears: a broken pipe must not look like a short secret.
  const script = `umask 077 && cat > "$1.part" && [ "$(wc -c < "$1.part")" -eq "$2" ] && mv "$1.part" "$1"`;
  const result = await context.run('podman', ['exec', '--interactive', handle.id, '/bin/sh', '-c', script, 'deliver', file, String(bytes.byteLength)], { input: bytes });
  if (result.exitCode !== 0) throw podmanError('hand a secret to the container', result.stderr);
}

async function stop(context: PodmanContext, handle: PhaseHandle, graceSeconds: number): Promise<void> {
  const stopped = await context.run('podman', ['stop', `--time=${graceSeconds}`, handle.id], { timeoutMs: (graceSeconds + 30) * 1000 });
  if (stopped.exitCode === 0 || isGone(stopped.stderr)) return;
  const killed = await context.run('podman', ['kill', '--signal=KILL', handle.id]);
  if (killed.exitCode === 0 || isGone(killed.stderr) || /can only kill running|is not running/i.test(killed.stderr)) return;
  throw podmanError(`stop the ${handle.labels.phase} container`, killed.stderr);
}

async function listContainers(context: PodmanContext, labels: Partial<PhaseLabels>) {
  const result = await context.run('podman', ['ps', '--all', '--no-trunc', '--format', 'json', ...labelFilters(context.owner, labels)]);
  if (result.exitCode !== 0) throw podmanError('list the containers', result.stderr);
  return parseContainers(result.stdout);
}

/** Anonymous volumes go with it. Tried for a while: conmon's own clean-up may hold a mount at that moment. */
async function removeContainer(context: PodmanContext, idOrName: string): Promise<void> {
  const deadlineMs = Date.now() + REMOVE_FOR_MS;
  for (;;) {
    const result = await context.run('podman', ['rm', '--force', '--volumes', '--time=0', idOrName], { timeoutMs: 120_000 });
    if (result.exitCode === 0 || isGone(result.stderr)) return;
    if (Date.now() > deadlineMs) throw podmanError('remove a container', result.stderr);
    await delay(REMOVE_RETRY_MS);
  }
}
