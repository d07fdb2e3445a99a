import type { Actor } from '#lib/contract/common.ts';
import type { DoctorReport } from '#lib/contract/workers.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { getDb } from '#lib/server/db/client.ts';
import { announce } from '#lib/server/events/bus.ts';

export async function reportDoctor(actor: Actor, report: DoctorReport): Promise<void> {
  authorize(actor, 'worker.connect', { teamId: null });
  await getDb().worker.update({ where: { id: actor.id }, data: { doctor: JSON.stringify(report), lastSeenAt: new Date() } });
  announce('workers', actor.id);
}
