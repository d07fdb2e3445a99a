import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { waitUntil } from '#scripts/services/daemon.ts';
import { createInstance, queueBuilds, type Instance } from './instance.ts';
import { seededRandom } from './random.ts';
import { countOrphans, judge, type Verdict } from './verdict.ts';
import { createVictim, type Victim } from './victim.ts';

/** From its start: in the middle of starting, of taking over, of working. */
const LIFE_MS = [300, 2_300] as const;
const DOWN_MS = [200, 2_000] as const;
/** Every 25th kill of the server it stays away for longer than a lease, every 100th for five minutes. */
const LONG_DOWN_MS = 70_000;
const LONGEST_DOWN_MS = 300_000;
/** So that the kills meet builds until the last one. */
const BUILDS_PER_KILL = 0.6;
const FINISH_MS = 10 * 60_000;
const ORPHANS_MS = 15_000;

export interface KillOptions {
  kills: number;
  seed: number;
  victims: readonly ('worker' | 'server')[];
  onProgress?: (text: string) => void;
}

export interface KillFigures extends Verdict {
  seed: number;
  killed: { worker: number; server: number };
  /** Kills while builds were not finished. */
  atWork: number;
  /** Processes and containers left 15 s after the last build. */
  orphans: number;
  seconds: number;
}

const Counts = z.record(z.string(), z.number());

/** Kills worker and server at random moments while builds run; then lets everything come to its end and looks at what is there. */
export async function runKills(options: KillOptions): Promise<KillFigures> {
  const began = performance.now();
  const instance = await createInstance();
  const victims = { server: victim(instance, 'bare-server.ts'), worker: victim(instance, 'fake-worker/main.ts') };
  try {
    await queueBuilds(Math.ceil(options.kills * BUILDS_PER_KILL));
    victims.server.start();
    victims.worker.start();
    const done = await killAll(instance, victims, options);
    if (!(await waitUntil(async () => (await countOpen(instance)) === 0, FINISH_MS))) options.onProgress?.('not every build came to its end');
    await waitUntil(async () => (await countOrphans(instance.dataDir)) === 0, ORPHANS_MS);
    const orphans = await countOrphans(instance.dataDir);
    victims.worker.signal('SIGTERM');
    await victims.worker.ended();
    await victims.server.kill();
    return { seed: options.seed, ...done, orphans, ...(await judge(instance.dataDir)), seconds: Math.round((performance.now() - began) / 1000) };
  } finally {
    await Promise.all([victims.worker.kill(), victims.server.kill()]);
    await instance.remove();
  }
}

function victim({ env, dataDir }: Instance, script: string): Victim {
  return createVictim({ script: path.join(import.meta.dirname, script), env, logFile: path.join(dataDir, 'run', `${path.dirname(script)}.log`.replace(/^\./, 'server')) });
}

async function killAll(instance: Instance, victims: Record<'worker' | 'server', Victim>, { kills, seed, victims: names, onProgress }: KillOptions): Promise<Pick<KillFigures, 'killed' | 'atWork'>> {
  const random = seededRandom(seed);
  const killed = { worker: 0, server: 0 };
  let atWork = 0;
  for (let count = 1; count <= kills; count += 1) {
    const name = names[Math.floor(random(0, names.length))] ?? 'worker';
    await delay(random(...LIFE_MS));
    if ((await countOpen(instance)) !== 0) atWork += 1;
    await victims[name].kill();
    killed[name] += 1;
    if (name === 'server') await delay(downMs(killed.server, random(...DOWN_MS)));
    victims[name].start();
    if (count % 10 === 0) onProgress?.(`${String(count)} of ${String(kills)} kills`);
  }
  return { killed, atWork };
}

function downMs(count: number, usualMs: number): number {
  if (count % 100 === 0) return LONGEST_DOWN_MS;
  return count % 25 === 0 ? LONG_DOWN_MS : usualMs;
}

/** Builds that are not over; -1 while the server does not answer. */
async function countOpen({ url }: Instance): Promise<number> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
  if (response === null) return -1;
  const counts = Counts.parse(await response.json());
  return (counts['queued'] ?? 0) + (counts['running'] ?? 0) + (counts['publishing'] ?? 0);
}
