import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { PhaseName } from '#lib/contract/builds.ts';
import { readStartTicks, waitUntil } from '#scripts/services/daemon.ts';
import type { Driver, PhaseDescription, PhaseExit, PhaseHandle } from '#worker/driver.ts';
import { followRawLog } from '#worker/podman/raw-log.ts';

const POLL_MS = 50;
const START_MS = 30_000;
const SCRIPT = path.join(import.meta.dirname, 'container.sh');

const Handle = z.object({
  id: z.string(),
  name: z.string(),
  labels: z.object({ job: z.string(), attempt: z.number(), token: z.string(), phase: PhaseName }),
  logFile: z.string(),
});

export interface ProcessDriverOptions {
  /** One directory for each "container". */
  stateDir: string;
  /** Stands for the registry: a file per tag, and a line per move. */
  registryDir: string;
  /** Keeps what each container printed, for the harness to compare. */
  truthDir: string;
}

/** Phases as processes in sessions of their own: like containers under conmon they live on when the worker is killed. */
export function processDriver({ stateDir, registryDir, truthDir }: ProcessDriverOptions): Driver {
  const dirOf = (handle: PhaseHandle): string => path.join(stateDir, handle.id);

  async function start(phase: PhaseDescription): Promise<PhaseHandle> {
    const { job, attempt, token, phase: name } = phase.labels;
    const id = `${job}-${String(attempt)}-${name}-${token.slice(0, 6)}`;
    const handle: PhaseHandle = { id, name: id, labels: phase.labels, logFile: path.join(phase.dirs.root, 'raw.log'), hasStarted: true };
    const dir = path.join(stateDir, id);
    await appear(dir, handle);
    await Promise.all([truthDir, registryDir].map((each) => mkdir(each, { recursive: true })));
    await writeFile(handle.logFile, '');
    const truth = path.join(truthDir, `${job}-${String(attempt)}-${name}.log`);
    const child = spawn('/bin/sh', [SCRIPT, name, dir, phase.dirs.in, phase.dirs.out, handle.logFile, truth, registryDir], { detached: true, stdio: 'ignore' });
    await once(child, 'spawn');
    child.unref();
    if (!(await waitUntil(async () => (await readPid(dir)) !== null, START_MS))) throw new Error(`The fake container ${id} did not start.`);
    return handle;
  }

  async function list(): Promise<PhaseHandle[]> {
    const ids = await readdir(stateDir).catch(() => []);
    const handles = await Promise.all(
      ids.map(async (id) => {
        const text = await readFile(path.join(stateDir, id, 'handle.json'), 'utf8').catch(() => null);
        const hasStarted = (await readPid(path.join(stateDir, id))) !== null;
        return text === null ? [] : [{ ...Handle.parse(JSON.parse(text)), hasStarted }];
      }),
    );
    return handles.flat();
  }

  async function wait(handle: PhaseHandle): Promise<PhaseExit> {
    for (;;) {
      const isRunning = await isAlive(dirOf(handle));
      const code = await readFile(path.join(dirOf(handle), 'exit'), 'utf8').catch(() => null);
      if (code !== null || !isRunning) return { code: Number(code ?? 137), isOutOfMemory: false, limit: null };
      await delay(POLL_MS);
    }
  }

  return {
    start,
    list,
    wait,
    attach: (handle, offset, signal) => followRawLog(handle.logFile, { offset, signal, ended: wait(handle) }),
    deliver: (handle, name, bytes) => writeWhole(path.join(dirOf(handle), 'secrets', name), Buffer.from(bytes).toString('utf8')),
    async stop(handle, graceSeconds) {
      const dir = dirOf(handle);
      await signalGroup(dir, 'SIGTERM');
      if (await waitUntil(async () => !(await isAlive(dir)), graceSeconds * 1000)) return;
      await signalGroup(dir, 'SIGKILL');
      await waitUntil(async () => !(await isAlive(dir)), START_MS);
    },
    remove: (handle) => vanish(dirOf(handle)),
    listVolumes: () => Promise.resolve([]),
    removeVolume: () => Promise.resolve(),
  };
}

/** As with podman, a container is listed whole or not at all, whenever the worker is killed. */
async function appear(dir: string, handle: PhaseHandle): Promise<void> {
  const made = beside(dir);
  await mkdir(path.join(made, 'secrets'), { recursive: true });
  await writeWhole(path.join(made, 'handle.json'), JSON.stringify(handle));
  await vanish(dir);
  await mkdir(path.dirname(dir), { recursive: true });
  await rename(made, dir);
}

async function vanish(dir: string): Promise<void> {
  const gone = beside(dir);
  await mkdir(path.dirname(gone), { recursive: true });
  const isMoved = await rename(dir, gone).then(() => true, () => false);
  if (isMoved) await rm(gone, { recursive: true, force: true });
}

/** A new place on the same file system that is not listed. */
function beside(dir: string): string {
  return path.join(`${path.dirname(dir)}-unlisted`, `${path.basename(dir)}-${randomUUID()}`);
}

async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.part`, text, { mode: 0o600 });
  await rename(`${file}.part`, file);
}

async function readPid(dir: string): Promise<number | null> {
  const pid = Number(await readFile(path.join(dir, 'pid'), 'utf8').catch(() => ''));
  return pid > 0 ? pid : null;
}

async function isAlive(dir: string): Promise<boolean> {
  const pid = await readPid(dir);
  return pid !== null && (await readStartTicks(pid)) !== null;
}

async function signalGroup(dir: string, signal: NodeJS.Signals): Promise<void> {
  const pid = await readPid(dir);
  if (pid === null || !(await isAlive(dir))) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
