import { describe, expect, it } from 'vitest';
import type { BuildOutcome } from '#lib/contract/builds.ts';
import { LEASE_TTL_MS } from '#lib/contract/worker-protocol.ts';
import type { WorkerRequestName } from '#lib/contract/worker-protocol.ts';
import { OPERATOR, SYSTEM } from '#lib/server/authorization/can.ts';
import { cancelBuild } from '#lib/server/builds/cancel.ts';
import { getBuild } from '#lib/server/builds/get.ts';
import { rebuild } from '#lib/server/builds/rebuild.ts';
import { getDb } from '#lib/server/db/client.ts';
import { claimJobs } from '#lib/server/jobs/claim.ts';
import { completeAttempt } from '#lib/server/jobs/complete.ts';
import { heartbeat } from '#lib/server/jobs/heartbeat.ts';
import { reapAttempts } from '#lib/server/jobs/reap.ts';
import { updatePhase } from '#lib/server/phases/update.ts';
import { WORKER_HANDLERS } from '#lib/server/sockets/worker-handlers.ts';
import { useInstance } from '#test/support/instance.ts';
import { DIGEST_A, leaseBuild, makeBuild, makeDefinition, makeWorker } from '#test/support/server-entities.ts';

useInstance();

const FAILED: BuildOutcome = { kind: 'failed', code: 'step_failed', message: 'It failed.', phase: 'build', step: null, exitCode: 1, lastLines: [] };
const CANCELLED = { kind: 'cancelled', by: '' } as const;

function afterTtl(): Date {
  return new Date(Date.now() + LEASE_TTL_MS + 1);
}

describe('claimJobs', () => {
  it('gives each of 160 jobs to exactly one of 8 claimers', async () => {
    const { id } = await makeDefinition();
    const { job: { teamId } } = await firstJob(id);
    await getDb().job.createMany({ data: Array.from({ length: 159 }, (_, index) => jobRow(index, teamId)) });
    await cloneBuilds(id);
    const workers = await Promise.all(Array.from({ length: 8 }, (_, index) => makeWorker({ name: `claimer-${index}` })));
    const started = performance.now();
    const leased = (await Promise.all(workers.map((worker) => claimJobs(worker, { freeSlots: Array.from({ length: 40 }, (_, slot) => slot) })))).flat();
    console.log(`160 jobs by 8 claimers in ${Math.round(performance.now() - started)} ms`);
    expect(leased).toHaveLength(160);
    expect(new Set(leased.map((job) => job.lease.jobId)).size).toBe(160);
    expect(new Set(leased.map((job) => job.lease.token)).size).toBe(160);
    expect(await getDb().attempt.count()).toBe(160);
  });

  it('answers a slot whose first answer was lost with the same lease', async () => {
    await makeBuild();
    const worker = await makeWorker();
    const first = await leaseBuild(worker);
    expect(await leaseBuild(worker)).toEqual(first);
  });

  it('takes a slot that its worker names free after a restart as lost and leases the build again', async () => {
    const build = await makeBuild();
    const worker = await makeWorker();
    const first = await leaseBuild(worker);
    await updatePhase(worker, { lease: first.lease, phase: 'context', ordinal: 1, status: 'running', startedAt: null, finishedAt: null, notes: [] });
    const second = await leaseBuild(worker);
    expect(second.lease).toMatchObject({ attempt: 2 });
    const { attempts } = await getBuild(OPERATOR, build.id);
    expect(attempts.map((attempt) => attempt.status)).toEqual(['lost', 'running']);
    expect(attempts[0]?.phases[0]?.status).toBe('failed');
  });

  it('leases to a worker that has the labels only, and says why a build waits', async () => {
    const { id } = await makeDefinition({ settings: { workerLabels: ['arm64'] } });
    const build = await makeBuild(id);
    expect(build.waiting?.reason).toContain('npm run worker');
    const plain = await makeWorker();
    expect(await claimJobs(plain, { freeSlots: [0] })).toEqual([]);
    expect((await getBuild(OPERATOR, build.id)).waiting?.reason).toContain('arm64');
    const arm = await makeWorker({ name: 'arm', labels: ['arm64'] });
    expect((await leaseBuild(arm)).buildId).toBe(build.id);
  });
});

describe('the fence', () => {
  it('refuses every write under a token that is no longer valid', async () => {
    await makeBuild();
    const worker = await makeWorker();
    const { lease } = await leaseBuild(worker);
    await reapAttempts(SYSTEM, afterTtl());
    const fenced = Object.entries(writes(lease));
    const unfenced: WorkerRequestName[] = ['lease.request', 'heartbeat', 'doctor'];
    expect(fenced.map(([name]) => name).sort()).toEqual(Object.keys(WORKER_HANDLERS).filter((name) => !unfenced.includes(name as WorkerRequestName)).sort());
    for (const [name, message] of fenced) {
      const handler = WORKER_HANDLERS[name as WorkerRequestName] as (actor: unknown, request: unknown) => Promise<unknown>;
      await expect(handler(worker, message), name).rejects.toMatchObject({ code: 'stale_token' });
    }
    expect(await heartbeat(worker, { leases: [lease], usage: null })).toEqual({ cancel: [], lost: [lease] });
  });

  it("refuses another worker's token and a token with another job or attempt", async () => {
    await makeBuild();
    const [worker, other] = [await makeWorker(), await makeWorker({ name: 'other' })];
    const { lease } = await leaseBuild(worker);
    const report = { versions: {} };
    await expect(WORKER_HANDLERS['versions.report'](other, { lease, ...report })).rejects.toMatchObject({ code: 'stale_token' });
    await expect(WORKER_HANDLERS['versions.report'](worker, { lease: { ...lease, attempt: 2 }, ...report })).rejects.toMatchObject({ code: 'stale_token' });
    await expect(WORKER_HANDLERS['versions.report'](worker, { lease: { ...lease, jobId: 'another1' }, ...report })).rejects.toMatchObject({ code: 'stale_token' });
    expect(await heartbeat(other, { leases: [lease], usage: null })).toMatchObject({ lost: [lease] });
  });
});

describe('reapAttempts', () => {
  it('leaves a renewed lease alone', async () => {
    const build = await makeBuild();
    const worker = await makeWorker();
    await leaseBuild(worker);
    expect(await reapAttempts(SYSTEM)).toBe(0);
    expect((await getBuild(OPERATOR, build.id)).status).toBe('running');
  });

  it('queues a lost build again, and fails it as worker_lost after maxAttempts', async () => {
    const build = await makeBuild();
    const worker = await makeWorker();
    for (const attempt of [1, 2, 3]) {
      expect((await leaseBuild(worker)).lease.attempt).toBe(attempt);
      expect(await reapAttempts(SYSTEM, afterTtl())).toBe(1);
    }
    const ended = await getBuild(OPERATOR, build.id);
    expect(ended).toMatchObject({ status: 'failed', outcome: { kind: 'failed', code: 'worker_lost' } });
    expect(await claimJobs(worker, { freeSlots: [0] })).toEqual([]);
  });

  it('ends a build that was cancelled while its worker was lost', async () => {
    const build = await makeBuild();
    await leaseBuild(await makeWorker());
    await cancelBuild(OPERATOR, build.id);
    await reapAttempts(SYSTEM, afterTtl());
    expect(await getBuild(OPERATOR, build.id)).toMatchObject({ status: 'cancelled', outcome: { kind: 'cancelled', by: 'operator' } });
  });
});

describe('cancelBuild', () => {
  it('ends a queued build at once', async () => {
    const build = await makeBuild();
    expect(await cancelBuild(OPERATOR, build.id)).toMatchObject({ status: 'cancelled', waiting: null });
    expect(await claimJobs(await makeWorker(), { freeSlots: [0] })).toEqual([]);
    await expect(cancelBuild(OPERATOR, build.id)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('reaches a leased build through the heartbeat; who asked is kept', async () => {
    const build = await makeBuild();
    const worker = await makeWorker();
    const { lease } = await leaseBuild(worker);
    expect(await cancelBuild(OPERATOR, build.id)).toMatchObject({ status: 'running', isCancelRequested: true });
    expect(await heartbeat(worker, { leases: [lease], usage: null })).toEqual({ cancel: [lease], lost: [] });
    await completeAttempt(worker, { lease, reason: CANCELLED, movedTags: [], notes: [] });
    expect(await getBuild(OPERATOR, build.id)).toMatchObject({ status: 'cancelled', outcome: { kind: 'cancelled', by: 'operator' } });
  });

  it('races with a claim: one of both wins, the build ends cancelled either way', async () => {
    const { id } = await makeDefinition();
    const worker = await makeWorker();
    for (let round = 0; round < 10; round += 1) {
      const build = await makeBuild(id);
      const [, jobs] = await Promise.all([cancelBuild(OPERATOR, build.id), claimJobs(worker, { freeSlots: [round] })]);
      const { status, isCancelRequested } = await getBuild(OPERATOR, build.id);
      expect(jobs.length === 0 ? status === 'cancelled' : isCancelRequested).toBe(true);
    }
  });
});

describe('completeAttempt', () => {
  it('is taken once: a second completion is refused', async () => {
    const build = await makeBuild();
    const worker = await makeWorker();
    const { lease } = await leaseBuild(worker);
    const end = { lease, reason: FAILED, movedTags: [], notes: ['a note'] };
    await completeAttempt(worker, end);
    await expect(completeAttempt(worker, end)).rejects.toMatchObject({ code: 'stale_token' });
    expect(await getBuild(OPERATOR, build.id)).toMatchObject({ status: 'failed', notes: ['a note'], digest: null });
  });

  it('refuses a success that was never granted', async () => {
    await makeBuild();
    const worker = await makeWorker();
    const { lease, destination } = await leaseBuild(worker);
    const reason = { kind: 'succeeded', digest: DIGEST_A, repository: destination.repository, tags: destination.tags } as const;
    await expect(completeAttempt(worker, { lease, reason, movedTags: [], notes: [] })).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('rebuild', () => {
  it('builds exactly the earlier revision and numbers on', async () => {
    const build = await makeBuild();
    const again = await rebuild(OPERATOR, build.id, 'no-cache');
    expect(again).toMatchObject({ number: 2, revision: 1, mode: 'no-cache', rebuildOf: { id: build.id, number: 1 } });
  });
});

async function firstJob(definitionId: string) {
  const build = await makeBuild(definitionId);
  return getDb().build.findUniqueOrThrow({ where: { id: build.id }, include: { job: true } });
}

function jobRow(index: number, teamId: string) {
  return { id: `job00000${String(index).padStart(4, '0')}`, teamId, kind: 'build', status: 'queued', payload: '{}' };
}

/** 159 more builds like the first one. */
async function cloneBuilds(definitionId: string): Promise<void> {
  const row = await getDb().build.findFirstOrThrow({ where: { definitionId } });
  const data = Array.from({ length: 159 }, (_, index) => ({ ...row, id: `build000${String(index).padStart(4, '0')}`, number: index + 2, sequence: index + 2, jobId: `job00000${String(index).padStart(4, '0')}` }));
  await getDb().build.createMany({ data });
}

function writes(lease: { jobId: string; attempt: number; token: string }): Partial<Record<WorkerRequestName, unknown>> {
  const sha256 = 'a'.repeat(64);
  const bytes = new Uint8Array([65]);
  return {
    'phase.update': { lease, phase: 'build', ordinal: 4, status: 'running', startedAt: null, finishedAt: null, notes: [] },
    'steps.update': { lease, phase: 'build', steps: [] },
    'log.append': { lease, phase: 'build', offset: 0, bytes },
    'log.seal': { lease, phase: 'build', length: 0, sha256 },
    'file.read': { lease, sha256, offset: 0 },
    'secrets.request': { lease, phase: 'publish' },
    'artifact.put': { lease, kind: 'context', mediaType: 'application/x-tar', sha256, size: 1, offset: 0, bytes, isLast: true },
    'publish.request': { lease, digest: DIGEST_A, sizeBytes: 1 },
    'versions.report': { lease, versions: {} },
    complete: { lease, reason: FAILED, movedTags: [], notes: [] },
  };
}
