import { describe, expect, it } from 'vitest';
import type { Actor } from '#lib/contract/common.ts';
import type { BuildJob } from '#lib/contract/worker-protocol.ts';
import { OPERATOR } from '#lib/server/authorization/can.ts';
import { cancelBuild } from '#lib/server/builds/cancel.ts';
import { getBuild } from '#lib/server/builds/get.ts';
import { getDb } from '#lib/server/db/client.ts';
import { completeAttempt } from '#lib/server/jobs/complete.ts';
import { grantPublication } from '#lib/server/jobs/publish.ts';
import { updatePhase } from '#lib/server/phases/update.ts';
import { useInstance } from '#test/support/instance.ts';
import { DIGEST_A, DIGEST_B, leaseBuild, makeBuild, makeDefinition, makeWorker } from '#test/support/server-entities.ts';

useInstance();

/** Two builds of one destination, the older first, both leased. */
async function leaseTwo(): Promise<{ worker: Actor; older: BuildJob; newer: BuildJob }> {
  const { id } = await makeDefinition();
  await makeBuild(id);
  await makeBuild(id);
  const worker = await makeWorker();
  return { worker, older: await leaseBuild(worker, 0), newer: await leaseBuild(worker, 1) };
}

function ask(worker: Actor, { lease }: BuildJob, digest: string, waitMs = 0) {
  return grantPublication(worker, { lease, digest, sizeBytes: 100 }, waitMs);
}

async function succeed(worker: Actor, { lease, destination }: BuildJob, digest: string, movedTags: string[]): Promise<void> {
  const reason = { kind: 'succeeded', digest, repository: destination.repository, tags: movedTags } as const;
  await completeAttempt(worker, { lease, reason: { ...reason, tags: movedTags }, movedTags, notes: [] });
}

describe('grantPublication', () => {
  it('lets the newer build overwrite the older', async () => {
    const { worker, older, newer } = await leaseTwo();
    expect(await ask(worker, older, DIGEST_A)).toEqual({ tags: ['latest'], leftToNewer: [] });
    expect((await getBuild(OPERATOR, older.buildId)).status).toBe('publishing');
    await succeed(worker, older, DIGEST_A, ['latest']);
    expect(await ask(worker, newer, DIGEST_B)).toEqual({ tags: ['latest'], leftToNewer: [] });
    await succeed(worker, newer, DIGEST_B, ['latest']);
    expect(await getDb().tagMove.findMany({ select: { tag: true, digest: true, status: true } })).toEqual([{ tag: 'latest', digest: DIGEST_B, status: 'moved' }]);
    expect(await getBuild(OPERATOR, older.buildId)).toMatchObject({ status: 'succeeded', digest: DIGEST_A, publishedTags: ['latest'], sizeBytes: 100 });
    expect(await getDb().image.count()).toBe(2);
  });

  it('never lets the older build overwrite the newer', async () => {
    const { worker, older, newer } = await leaseTwo();
    await ask(worker, newer, DIGEST_B);
    await succeed(worker, newer, DIGEST_B, ['latest']);
    expect(await ask(worker, older, DIGEST_A)).toEqual({ tags: [], leftToNewer: ['latest'] });
    await succeed(worker, older, DIGEST_A, []);
    expect(await getDb().tagMove.findFirstOrThrow()).toMatchObject({ digest: DIGEST_B, buildId: newer.buildId });
  });

  it('holds the newer back while the older is moving the same tag', async () => {
    const { worker, older, newer } = await leaseTwo();
    await ask(worker, older, DIGEST_A);
    await expect(ask(worker, newer, DIGEST_B)).rejects.toMatchObject({ code: 'unavailable' });
    const waiting = ask(worker, newer, DIGEST_B, 20_000);
    await succeed(worker, older, DIGEST_A, ['latest']);
    expect(await waiting).toEqual({ tags: ['latest'], leftToNewer: [] });
  });

  it('says which build the tags wait for', async () => {
    const { worker, older, newer } = await leaseTwo();
    await ask(worker, older, DIGEST_A);
    expect((await getBuild(OPERATOR, newer.buildId)).waiting).toBeNull();
    await updatePhase(worker, { lease: newer.lease, phase: 'publish', ordinal: 6, status: 'running', startedAt: null, finishedAt: null, notes: [] });
    expect((await getBuild(OPERATOR, newer.buildId)).waiting).toEqual({ position: 0, reason: `Its tags move after those of build ${older.buildNumber}, which is moving them now.` });
    await succeed(worker, older, DIGEST_A, ['latest']);
    expect((await getBuild(OPERATOR, newer.buildId)).waiting).toBeNull();
  });

  it('answers the same request again with the same grant', async () => {
    const { worker, older } = await leaseTwo();
    expect(await ask(worker, older, DIGEST_A)).toEqual(await ask(worker, older, DIGEST_A));
    expect(await getDb().tagMove.count()).toBe(1);
  });

  it('publishes nothing of a cancelled build', async () => {
    const { worker, older } = await leaseTwo();
    await cancelBuild(OPERATOR, older.buildId);
    await expect(ask(worker, older, DIGEST_A)).rejects.toMatchObject({ code: 'conflict' });
    expect(await getDb().tagMove.count()).toBe(0);
  });

  it('takes a success with the granted digest only', async () => {
    const { worker, older } = await leaseTwo();
    await ask(worker, older, DIGEST_A);
    await expect(succeed(worker, older, DIGEST_B, ['latest'])).rejects.toMatchObject({ code: 'conflict' });
    await succeed(worker, older, DIGEST_A, ['latest']);
  });
});
