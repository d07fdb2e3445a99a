import { EventEmitter } from 'node:events';
import type { Changed, LogBytes } from '#lib/contract/browser-socket.ts';

type Events = {
  changed: [Changed];
  log: [LogBytes];
  /** A log is whole: it can be packed. */
  logSealed: [];
  /** There is work to lease. */
  wake: [];
  cancel: [{ jobId: string; attempt: number; workerId: string }];
};

const shared = globalThis as { eeFoundryBus?: EventEmitter<Events> };

/** Hints inside the process; the database is the truth. Shared with Next's own copy of this module. */
export function getBus(): EventEmitter<Events> {
  shared.eeFoundryBus ??= new EventEmitter<Events>().setMaxListeners(50);
  return shared.eeFoundryBus;
}

export function announce(topic: Changed['topic'], id: string | null): void {
  getBus().emit('changed', { topic, id });
}
