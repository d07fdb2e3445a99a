import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { freePort } from '#scripts/free-port.ts';
import { run } from '#scripts/run.ts';
import { PROJECT_DIR } from '#scripts/up/source-hash.ts';

const START_MS = 120_000;
const TOKEN = 'bench-worker-token-0123456789';

export interface OwnServer {
  url: string;
  token: string;
  /** Resident memory of the server's process, in bytes. */
  rss: () => Promise<number>;
  /** No log is a plain file any more. */
  isPacked: () => Promise<boolean>;
  stop: () => Promise<void>;
}

/** The dashboard's server alone, as `npm run up` built it, with ports and data of its own: what is measured is nobody else's. */
export async function startOwnServer(): Promise<OwnServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'eef-bench-'));
  const env = { EEF_DATA_DIR: dataDir, EEF_PORT: String(await freePort()), EEF_GALAXY_PORT: String(await freePort()), EEF_LOG_LEVEL: 'error', NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  await mkdir(path.join(dataDir, 'tokens'), { recursive: true });
  await mkdir(path.join(dataDir, 'db'));
  await writeFile(path.join(dataDir, 'tokens', 'worker'), `${TOKEN}\n`);
  await run('node_modules/.bin/prisma', ['migrate', 'deploy'], { cwd: PROJECT_DIR, env: { ...env, CI: '1' } });
  const child = execa(process.execPath, ['server.ts'], { cwd: PROJECT_DIR, env, all: true, reject: false });
  const state = { hasEnded: false };
  void child.then(() => {
    state.hasEnded = true;
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await child;
    await rm(dataDir, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${env.EEF_PORT}`;
  const deadline = Date.now() + START_MS;
  while (!(await answers(url))) {
    if (state.hasEnded) throw new Error(`The server ended: ${(await child).all}. Is it built? npm run up does that.`);
    if (Date.now() > deadline) {
      await stop();
      throw new Error('The server did not answer.');
    }
    await sleep(200);
  }
  return { url, token: TOKEN, stop, rss: () => rssOf(child.pid ?? 0), isPacked: () => hasNoPlainLog(dataDir) };
}

async function rssOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}

async function hasNoPlainLog(dataDir: string): Promise<boolean> {
  const names = await readdir(path.join(dataDir, 'logs'), { recursive: true });
  return !names.some((name) => name.endsWith('.log'));
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`, { signal: AbortSignal.timeout(3000) }).then((response) => response.ok, () => false);
}
