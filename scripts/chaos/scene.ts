import path from 'node:path';
import { z } from 'zod';
import { waitUntil } from '#scripts/services/daemon.ts';
import { createInstance, type Instance } from './instance.ts';
import { countOrphans, judge, type Verdict } from './verdict.ts';
import { createVictim, type Victim } from './victim.ts';

const FINISH_MS = 10 * 60_000;
const ORPHANS_MS = 15_000;
const Counts = z.record(z.string(), z.number());

export interface Scene {
  victims: Record<'worker' | 'server', Victim>;
  /** Builds that are not over; -1 while the server does not answer. */
  countOpen: () => Promise<number>;
  /** Builds that a worker has. */
  countAtWork: () => Promise<number>;
}

export interface SceneOptions<T> {
  /** Fills the database while no server runs. */
  prepare: () => Promise<void>;
  /** What happens while builds run. */
  act: (scene: Scene) => Promise<T>;
  onProgress?: (text: string) => void;
}

/** A real server and a real worker on data of their own; after the act every build comes to its end, and what is left is judged. */
export async function runOnInstance<T>({ prepare, act, onProgress }: SceneOptions<T>): Promise<{ result: T; verdict: Verdict }> {
  const began = performance.now();
  const instance = await createInstance();
  const victims = { server: victim(instance, 'server', 'bare-server.ts'), worker: victim(instance, 'worker', 'fake-worker/main.ts') };
  const countOpen = (): Promise<number> => countBuilds(instance, ['queued', 'running', 'publishing']);
  const countAtWork = (): Promise<number> => countBuilds(instance, ['running', 'publishing']);
  try {
    await prepare();
    victims.server.start();
    victims.worker.start();
    const result = await act({ victims, countOpen, countAtWork });
    if (!(await waitUntil(async () => (await countOpen()) === 0, FINISH_MS))) onProgress?.('not every build came to its end');
    await waitUntil(async () => (await countOrphans(instance.dataDir)) === 0, ORPHANS_MS);
    const orphans = await countOrphans(instance.dataDir);
    victims.worker.signal('SIGTERM');
    await victims.worker.ended();
    await victims.server.kill();
    return { result, verdict: { ...(await judge(instance.dataDir)), orphans, seconds: Math.round((performance.now() - began) / 1000) } };
  } finally {
    await Promise.all([victims.worker.kill(), victims.server.kill()]);
    await instance.remove();
  }
}

function victim({ env, dataDir }: Instance, name: string, script: string): Victim {
  return createVictim({ script: path.join(import.meta.dirname, script), env, logFile: path.join(dataDir, 'run', `${name}.log`) });
}

async function countBuilds({ url }: Instance, statuses: readonly string[]): Promise<number> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
  if (response === null) return -1;
  const counts = Counts.parse(await response.json());
  return statuses.reduce((sum, status) => sum + (counts[status] ?? 0), 0);
}
