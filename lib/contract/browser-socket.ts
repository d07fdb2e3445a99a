import { z } from 'zod';
import { Id } from './common.ts';
import { PhaseName } from './builds.ts';

/** What may have changed: the browser asks the API again, the database is the truth. */
export const Topic = z.enum(['definitions', 'builds', 'preflights', 'inspections', 'workers', 'credentials', 'collections', 'templates']);
export type Topic = z.infer<typeof Topic>;
export const Changed = z.object({ topic: Topic, id: Id.nullable() });
export type Changed = z.infer<typeof Changed>;

export const WatchBuild = z.object({ buildId: Id });

/** Bytes of one phase's log from `offset` on. The client drops overlaps and fetches gaps by HTTP range. */
export const LogBytes = z.object({
  buildId: Id,
  attempt: z.number().int(),
  phase: PhaseName,
  offset: z.number().int().min(0),
  bytes: z.instanceof(Uint8Array),
});
export type LogBytes = z.infer<typeof LogBytes>;

/** Browser namespace "/": events of the server, and of the client with their acks. */
export type BrowserServerEvents = {
  changed: (message: Changed) => void;
  log: (message: LogBytes) => void;
};
export type BrowserClientEvents = {
  'build.watch': (message: z.infer<typeof WatchBuild>, ack: (reply: { ok: boolean }) => void) => void;
  'build.unwatch': (message: z.infer<typeof WatchBuild>) => void;
};
