import { SYSTEM } from '#lib/server/authorization/can.ts';
import { getBus } from '#lib/server/events/bus.ts';
import { log } from '#lib/server/log.ts';
import { packLogs } from './pack-all.ts';
import { removeOldLogs } from './remove-old.ts';
import { sweepLogs } from './sweep.ts';

const REMOVE_EVERY_MS = 3_600_000;

/** Packs logs as they are sealed, and removes old ones every hour. One thing at a time. @returns how to stop it; it waits for what is in hand. */
export function keepLogs(): () => Promise<void> {
  let running: Promise<unknown> = run('swept', () => sweepLogs(SYSTEM));
  let isPackingWanted = false;
  function add(what: string, work: () => Promise<unknown>): void {
    running = running.then(() => run(what, work));
  }
  function pack(): void {
    if (isPackingWanted) return;
    isPackingWanted = true;
    add('packed', () => {
      isPackingWanted = false;
      return packLogs(SYSTEM);
    });
  }
  function remove(): void {
    add('removed', () => removeOldLogs(SYSTEM));
  }
  pack();
  remove();
  getBus().on('logSealed', pack);
  const timer = setInterval(remove, REMOVE_EVERY_MS);
  timer.unref();
  return async () => {
    getBus().off('logSealed', pack);
    clearInterval(timer);
    await running;
  };
}

async function run(what: string, work: () => Promise<unknown>): Promise<void> {
  await work().catch((error: unknown) => {
    log.error({ err: error }, `Logs could not be ${what}; it is tried again`);
  });
}
