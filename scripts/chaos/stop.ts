import { setTimeout as delay } from 'node:timers/promises';
import { queueBuilds } from './instance.ts';
import { runOnInstance } from './scene.ts';
import type { Verdict } from './verdict.ts';

const AT_WORK_MS = 4_000;
const BUILDS = 3;

export interface StopFigures extends Verdict {
  stoppedSeconds: number;
}

/** SIGSTOP of the worker while its three slots build, SIGCONT after a time. */
export async function runStop(stoppedSeconds: number): Promise<StopFigures> {
  const { verdict } = await runOnInstance({
    prepare: () => queueBuilds(BUILDS),
    async act({ victims }) {
      await delay(AT_WORK_MS);
      victims.worker.signal('SIGSTOP');
      await delay(stoppedSeconds * 1000);
      victims.worker.signal('SIGCONT');
    },
  });
  return { stoppedSeconds, ...verdict };
}
