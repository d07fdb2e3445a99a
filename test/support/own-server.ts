import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { createApi, type Api } from '#scripts/api-client.ts';
import { copyDatabase } from './database.ts';
import { freePort } from '#scripts/free-port.ts';

const START_MS = 60_000;

export interface OwnServer {
  readonly url: string;
  readonly api: Api;
  readonly start: () => Promise<void>;
  /** kill -9; resolves when it is gone. */
  readonly kill: () => Promise<void>;
  /** Ends it and removes its data. */
  readonly remove: () => Promise<void>;
}

/** The dashboard's server alone, as it was built, on ports and data of its own: a test may kill it. */
export async function createOwnServer(): Promise<OwnServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'eef-server-'));
  await copyDatabase(dataDir);
  const [port, galaxyPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${String(port)}`;
  const env = { EEF_DATA_DIR: dataDir, EEF_PORT: String(port), EEF_GALAXY_PORT: String(galaxyPort), EEF_LOG_LEVEL: 'error', NODE_ENV: 'production' };
  let running: ReturnType<typeof launch> | null = null;
  const launch = () => execa('node', ['server.ts'], { env, all: true, reject: false });
  const kill = async () => {
    running?.kill('SIGKILL');
    await running;
    running = null;
  };
  const start = async () => {
    const child = launch();
    running = child;
    const state = { hasEnded: false };
    void child.then(() => {
      state.hasEnded = true;
    });
    const deadline = Date.now() + START_MS;
    while (!(await answers(url))) {
      if (state.hasEnded || Date.now() > deadline) throw new Error(`The server did not start:\n${(await child).all}`);
      await sleep(100);
    }
  };
  const remove = async () => {
    await kill();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url, api: createApi(url), start, kill, remove };
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2000) }).then((response) => response.ok, () => false);
}
