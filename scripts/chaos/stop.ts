import { setTimeout as delay } from 'node:timers/promises';
import { waitUntil } from '#scripts/services/daemon.ts';
import { queueBuilds } from './instance.ts';
import { runOnInstance } from './scene.ts';
import type { Verdict } from './verdict.ts';

const START_MS = 60_000;
const BUILDS = 3;

export interface StopFigures extends Verdict {
  stoppedSeconds: number;
  /** Builds that it had at that moment. */
  atWork: number;
}

/** SIGSTOP of the worker while its three slots build, SIGCONT after a time. */
export async function runStop(stoppedSeconds: number): Promise<StopFigures> {
  const { result, verdict } = await runOnInstance({
    prepare: () => queueBuilds(BUILDS),
    async act({ victims, countAtWork }) {
      await waitUntil(async () => (await countAtWork()) === BUILDS, START_MS);
      const atWork = await countAtWork();
      victims.worker.signal('SIGSTOP');
      await delay(stoppedSeconds * 1000);
      victims.worker.signal('SIGCONT');
      return atWork;
    },
  });
  return { stoppedSeconds, atWork: result, ...verdict };
}
