import type { z } from 'zod';
import type { Actor } from '#lib/contract/common.ts';
import { LEASE_TTL_MS } from '#lib/contract/worker-protocol.ts';
import type { Heartbeat, HeartbeatReply, Lease } from '#lib/contract/worker-protocol.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { announce } from '#lib/server/events/bus.ts';

/** Renews every lease that is still valid; tells which builds to stop and which leases are lost. */
export async function heartbeat(actor: Actor, { leases, usage }: z.infer<typeof Heartbeat>): Promise<z.infer<typeof HeartbeatReply>> {
  const reply = await inTransaction(async (tx) => {
    authorize(actor, 'worker.connect', { teamId: null });
    const now = Date.now();
    await tx.worker.update({ where: { id: actor.id }, data: { lastSeenAt: new Date(now), isOnline: true, ...(usage === null ? {} : { usage: JSON.stringify(usage) }) } });
    const cancel: Lease[] = [];
    const lost: Lease[] = [];
    for (const lease of leases) {
      const where = { token: lease.token, jobId: lease.jobId, number: lease.attempt, workerId: actor.id, status: 'running' };
      const renewed = await tx.attempt.updateMany({ where, data: { leaseExpiresAt: new Date(now + LEASE_TTL_MS) } });
      if (renewed.count === 0) lost.push(lease);
      else if ((await tx.job.count({ where: { id: lease.jobId, cancelRequestedAt: { not: null } } })) > 0) cancel.push(lease);
    }
    return { cancel, lost };
  });
  if (usage !== null) announce('workers', actor.id);
  return reply;
}
