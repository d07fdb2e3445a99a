import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import type { Actor } from '#lib/contract/common.ts';
import { LEASE_TTL_MS } from '#lib/contract/worker-protocol.ts';
import type { PublishGrant, PublishRequest } from '#lib/contract/worker-protocol.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { stringList } from '#lib/server/db/json.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { ConflictError, ServiceError } from '#lib/server/errors.ts';
import { announce } from '#lib/server/events/bus.ts';
import { newId } from '#lib/server/new-id.ts';
import type { Build } from '#prisma/generated/client.ts';
import { findBlocker } from './blocker.ts';
import { buildOf, getLease } from './lease.ts';

type Grant = z.infer<typeof PublishGrant>;

const ASK_EVERY_MS = 300;
const WAIT_MS = 15_000;

/**
 * Grants the wanted tags but those that a newer build has moved. One build at a time moves the tags of a destination: while another
 * one that runs was granted a tag, this one waits, so that a slow older move cannot land after a newer one.
 * @throws ServiceError 'unavailable' when the other one takes longer: ask again. ConflictError when the build was cancelled.
 */
export async function grantPublication(actor: Actor, request: z.infer<typeof PublishRequest>, waitMs = WAIT_MS): Promise<Grant> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    const grant = await inTransaction((tx) => tryGrant(tx, actor, request));
    if (grant !== null) return grant;
    if (Date.now() > deadline) throw new ServiceError('unavailable', 'Another build is moving the same tags. Ask again.');
    await sleep(ASK_EVERY_MS);
  }
}

async function tryGrant(tx: Tx, actor: Actor, { lease, digest, sizeBytes }: z.infer<typeof PublishRequest>): Promise<Grant | null> {
  const leased = await getLease(tx, actor, { lease, action: 'job.publish' });
  const { job } = leased;
  const build = buildOf(leased);
  if (job.cancelRequestedAt !== null) throw new ConflictError('The build was cancelled: nothing is published.');
  if ((await findBlocker(tx, build)) !== null) return null;
  const grant: Grant = { tags: [], leftToNewer: [] };
  for (const tag of stringList(build.tags)) {
    const isGranted = await acceptTag(tx, build, { tag, digest });
    (isGranted ? grant.tags : grant.leftToNewer).push(tag);
  }
  await tx.build.update({ where: { id: build.id }, data: { status: 'publishing', digest, sizeBytes } });
  // The worker moves tags for PUBLISH_WITHIN_MS at most, so never under a lease that has run out.
  await tx.attempt.update({ where: { id: leased.attempt.id }, data: { leaseExpiresAt: new Date(Date.now() + LEASE_TTL_MS) } });
  await recordAudit(tx, actor, { teamId: build.teamId, action: 'job.publish', target: { type: 'build', id: build.id }, detail: { digest, ...grant } });
  announce('builds', build.id);
  return grant;
}

/** @returns false when a newer build has moved the tag. */
async function acceptTag(tx: Tx, build: Build, { tag, digest }: { tag: string; digest: string }): Promise<boolean> {
  const { teamId, repository } = build;
  const data = { teamId, digest, buildId: build.id, buildSequence: build.sequence, status: 'accepted', at: new Date() };
  const moved = await tx.tagMove.updateMany({ where: { repository, tag, buildSequence: { lte: build.sequence } }, data });
  if (moved.count > 0) return true;
  const newer = await tx.tagMove.count({ where: { repository, tag } });
  if (newer > 0) return false;
  await tx.tagMove.create({ data: { id: newId(), repository, tag, ...data } });
  return true;
}
