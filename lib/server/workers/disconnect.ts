import type { Actor } from '#lib/contract/common.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { getDb } from '#lib/server/db/client.ts';
import { announce } from '#lib/server/events/bus.ts';

/** Its builds go on: their leases say how long. */
export async function disconnectWorker(actor: Actor): Promise<void> {
  authorize(actor, 'worker.connect', { teamId: null });
  await getDb().worker.updateMany({ where: { id: actor.id }, data: { isOnline: false, onlineSince: null, lastSeenAt: new Date() } });
  announce('workers', actor.id);
}

/** At start nobody is connected yet. */
export async function forgetConnections(): Promise<void> {
  await getDb().worker.updateMany({ where: { isOnline: true }, data: { isOnline: false, onlineSince: null } });
}
