import type { z } from 'zod';
import { PROTOCOL_VERSION } from '#lib/contract/worker-protocol.ts';
import type { WorkerHello } from '#lib/contract/worker-protocol.ts';
import type { Actor } from '#lib/contract/common.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { readToken } from '#lib/server/config.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { ServiceError } from '#lib/server/errors.ts';
import { announce } from '#lib/server/events/bus.ts';
import { isEqualSecret } from '#lib/server/http/session-cookie.ts';
import { newId } from '#lib/server/new-id.ts';

/** Checks a worker's hello and marks it online. @returns the actor that its messages come from. */
export async function connectWorker(hello: z.infer<typeof WorkerHello>): Promise<Actor> {
  const token = readToken('worker');
  if (token === null || !isEqualSecret(hello.token, token)) throw new ServiceError('unauthenticated', 'The worker token is wrong: compare the file tokens/worker on both sides.');
  if (hello.protocol < PROTOCOL_VERSION) throw new ServiceError('worker_too_old', `This worker speaks protocol ${hello.protocol}, the server needs ${PROTOCOL_VERSION}: update the worker to the server's version and start it again.`);
  const actor = await inTransaction(async (tx) => {
    const now = new Date();
    const facts = {
      version: hello.version,
      protocol: hello.protocol,
      labels: JSON.stringify(hello.labels),
      capabilities: JSON.stringify(hello.capabilities),
      slots: hello.slots,
      builderImage: hello.builderImage,
      isOnline: true,
      onlineSince: now,
      lastSeenAt: now,
    };
    const { id } = await tx.worker.upsert({ where: { name: hello.name }, update: facts, create: { id: newId(), name: hello.name, ...facts } });
    const worker: Actor = { kind: 'worker', id };
    authorize(worker, 'worker.connect', { teamId: null });
    await recordAudit(tx, worker, { teamId: null, action: 'worker.connect', target: { type: 'worker', id }, detail: { name: hello.name, version: hello.version } });
    return worker;
  });
  announce('workers', actor.id);
  return actor;
}
