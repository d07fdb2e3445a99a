import { spawn } from 'node:child_process';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { z } from 'zod';

const PidRecord = z.object({ pid: z.number().int().positive(), startTicks: z.string(), fingerprint: z.string() });
type PidRecord = z.infer<typeof PidRecord>;

export interface Daemon {
  name: string;
  program: string;
  args: readonly string[];
  cwd: string;
  env: Record<string, string>;
  /** Changes when a running process would no longer do: another version of its program or its settings. */
  fingerprint: string;
}

export interface RunningDaemon {
  pid: number;
  fingerprint: string;
}

/** The process of the pid file, null where it is gone or the pid now belongs to another process. */
export async function findRunning(runDir: string, name: string): Promise<RunningDaemon | null> {
  const record = await readPidRecord(runDir, name);
  if (record === null) return null;
  return (await readStartTicks(record.pid)) === record.startTicks ? { pid: record.pid, fingerprint: record.fingerprint } : null;
}

/** Starts the daemon in a session of its own with its output appended to <run dir>/<name>.log. */
export async function startDaemon(runDir: string, daemon: Daemon): Promise<number> {
  await mkdir(runDir, { recursive: true, mode: 0o700 });
  const log = await open(path.join(runDir, `${daemon.name}.log`), 'a', 0o600);
  try {
    const env: NodeJS.ProcessEnv = { NODE_ENV: 'production', ...daemon.env };
    const child = spawn(daemon.program, daemon.args, { cwd: daemon.cwd, env, detached: true, stdio: ['ignore', log.fd, log.fd] });
    const pid = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('spawn', () => resolve(child.pid ?? 0));
    });
    child.unref();
    await writePidRecord(runDir, daemon, pid);
    return pid;
  } finally {
    await log.close();
  }
}

const LAST_GRACE_MS = 20_000;

/**
 * Asks the daemon to end and waits; after the given time asks again (a worker then waits no longer for its builds), and kills its
 * session where that does not help. Returns whether it was running.
 */
export async function stopDaemon(runDir: string, name: string, graceMs: number): Promise<boolean> {
  const running = await findRunning(runDir, name);
  if (running !== null) {
    const hasEnded = async (): Promise<boolean> => (await findRunning(runDir, name)) === null;
    await signalAndWait(running.pid, 'SIGTERM', hasEnded, graceMs);
    await signalAndWait(running.pid, 'SIGTERM', hasEnded, Math.min(graceMs, LAST_GRACE_MS));
    await signalAndWait(-running.pid, 'SIGKILL', hasEnded, LAST_GRACE_MS);
  }
  await rm(pidFile(runDir, name), { force: true });
  return running !== null;
}

async function signalAndWait(pid: number, signal: NodeJS.Signals, hasEnded: () => Promise<boolean>, graceMs: number): Promise<void> {
  if (await hasEnded()) return;
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
  await waitUntil(hasEnded, graceMs);
}

export async function lastLogLines(runDir: string, name: string, count: number): Promise<string> {
  const text = await readFile(path.join(runDir, `${name}.log`), 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

/** Polls until the condition holds; false after the given time. */
export async function waitUntil(condition: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    if (await condition()) return true;
    await delay(100);
  }
  return condition();
}

async function writePidRecord(runDir: string, daemon: Daemon, pid: number): Promise<void> {
  const record: PidRecord = { pid, startTicks: (await readStartTicks(pid)) ?? '', fingerprint: daemon.fingerprint };
  const temporary = `${pidFile(runDir, daemon.name)}.tmp`;
  await writeFile(temporary, JSON.stringify(record), { mode: 0o600 });
  await rename(temporary, pidFile(runDir, daemon.name));
}

async function readPidRecord(runDir: string, name: string): Promise<PidRecord | null> {
  try {
    return PidRecord.parse(JSON.parse(await readFile(pidFile(runDir, name), 'utf8')));
  } catch {
    return null;
  }
}

/** Start time of a process with the boot it belongs to; null where there is no such process or it is a zombie. */
export async function readStartTicks(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
    return fields[0] === 'Z' ? null : `${boot}/${fields[19] ?? ''}`;
  } catch {
    return null;
  }
}

function pidFile(runDir: string, name: string): string {
  return path.join(runDir, `${name}.pid`);
}
