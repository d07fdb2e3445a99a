import { setTimeout as delay } from 'node:timers/promises';
import { queueBuilds } from './instance.ts';
import { seededRandom } from './random.ts';
import { runOnInstance, type Scene } from './scene.ts';
import type { Verdict } from './verdict.ts';

/** From its start: in the middle of starting, of taking over, of working. */
const LIFE_MS = [300, 2_300] as const;
const DOWN_MS = [200, 2_000] as const;
/** Every 25th kill of the server it stays away for longer than a lease, every 100th for five minutes. */
const LONG_DOWN_MS = 70_000;
const LONGEST_DOWN_MS = 300_000;
/** So that the kills meet builds until the last one. */
const BUILDS_PER_KILL = 0.6;

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
}

/** Kills worker and server at random moments while builds run; then lets everything come to its end and looks at what is there. */
export async function runKills(options: KillOptions): Promise<KillFigures> {
  const { result, verdict } = await runOnInstance({
    prepare: () => queueBuilds(Math.ceil(options.kills * BUILDS_PER_KILL)),
    act: (scene) => killAll(scene, options),
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  return { seed: options.seed, ...result, ...verdict };
}

async function killAll({ victims, countOpen }: Scene, { kills, seed, victims: names, onProgress }: KillOptions): Promise<Pick<KillFigures, 'killed' | 'atWork'>> {
  const random = seededRandom(seed);
  const killed = { worker: 0, server: 0 };
  let atWork = 0;
  for (let count = 1; count <= kills; count += 1) {
    const name = names[Math.floor(random(0, names.length))] ?? 'worker';
    await delay(random(...LIFE_MS));
    if ((await countOpen()) !== 0) atWork += 1;
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
