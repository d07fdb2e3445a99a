import { describe, expect, it } from 'vitest';
import type { Actor } from '#lib/contract/common.ts';
import { OPERATOR } from '#lib/server/authorization/can.ts';
import { getBuild } from '#lib/server/builds/get.ts';
import { getConfig, setConfig } from '#lib/server/config.ts';
import { getDb } from '#lib/server/db/client.ts';
import { claimJobs } from '#lib/server/jobs/claim.ts';
import { completeAttempt } from '#lib/server/jobs/complete.ts';
import { useInstance } from '#test/support/instance.ts';
import { leaseBuild, makeBuild, makeDefinition, makeWorker } from '#test/support/server-entities.ts';

useInstance();

/** Builds of another team: there is one team so far, so the rows of one of its builds are copied. */
async function queueFor(teamId: string, count: number): Promise<string[]> {
  const db = getDb();
  await db.team.upsert({ where: { id: teamId }, update: {}, create: { id: teamId, name: teamId } });
  const { id } = await makeBuild((await makeDefinition({ name: `of-${teamId}` })).id);
  const { job, ...build } = await db.build.findUniqueOrThrow({ where: { id }, include: { job: true } });
  const copies = Array.from({ length: count }, (_, index) => ({ id: `${teamId}-${index}`, index, at: new Date(job.createdAt.getTime() + index) }));
  await db.job.createMany({ data: copies.map((copy) => ({ ...job, id: copy.id, teamId, createdAt: copy.at })) });
  await db.build.createMany({ data: copies.map((copy) => ({ ...build, id: copy.id, jobId: copy.id, teamId, number: 1000 + copy.index, sequence: build.sequence * 1000 + copy.index })) });
  await db.build.delete({ where: { id } });
  await db.job.delete({ where: { id: job.id } });
  return copies.map((copy) => copy.id);
}

async function finish(worker: Actor, slot: number): Promise<string> {
  const attempt = await getDb().attempt.findFirstOrThrow({ where: { workerId: worker.id, slot, status: 'running' } });
  await completeAttempt(worker, { lease: { jobId: attempt.jobId, attempt: attempt.number, token: attempt.token }, reason: { kind: 'cancelled', by: '' }, movedTags: [], notes: [] });
  return attempt.teamId;
}

function limitTeams(jobs: number): void {
  const config = getConfig();
  setConfig({ ...config, settings: { ...config.settings, EEF_TEAM_JOBS: jobs } });
}

describe('the queue', () => {
  it('gives the next free slot to the team with fewer jobs at work, however many another one queued before', async () => {
    await queueFor('team-a', 500);
    const worker = await makeWorker();
    await claimJobs(worker, { freeSlots: [0, 1, 2, 3] });
    const [only] = await queueFor('team-b', 1);
    await finish(worker, 2);
    const job = await leaseBuild(worker, 2);
    expect(job.buildId).toBe(only);
    expect(await getDb().job.count({ where: { teamId: 'team-a', status: 'queued' } })).toBe(496);
  });

  it('shares the slots of two teams that both wait', async () => {
    await queueFor('team-a', 10);
    await queueFor('team-b', 10);
    const jobs = await claimJobs(await makeWorker(), { freeSlots: [0, 1, 2, 3] });
    expect(jobs.map((job) => ('definition' in job ? job.definition.name : '')).sort()).toEqual(['of-team-a', 'of-team-a', 'of-team-b', 'of-team-b']);
  });

  it('lets a priority count within its team only', async () => {
    const [, urgent] = await queueFor('team-a', 2);
    const { jobId } = await getDb().build.findUniqueOrThrow({ where: { id: urgent ?? '' } });
    await getDb().job.update({ where: { id: jobId }, data: { priority: 9 } });
    await queueFor('team-b', 1);
    const worker = await makeWorker();
    const jobs = await claimJobs(worker, { freeSlots: [0, 1] });
    expect(jobs.map((job) => (job.kind === 'build' ? job.buildId : ''))).toContain(urgent);
    expect(jobs.map((job) => ('definition' in job ? job.definition.name : '')).sort()).toEqual(['of-team-a', 'of-team-b']);
  });

  it('keeps a team to its limit and says so to the one who waits', async () => {
    limitTeams(1);
    const [, second] = await queueFor('default', 2);
    const worker = await makeWorker();
    expect(await claimJobs(worker, { freeSlots: [0, 1] })).toHaveLength(1);
    expect((await getBuild(OPERATOR, second ?? '')).waiting).toEqual({ position: 0, reason: 'Your team has 1 job at work, as many as it may have at once.' });
    await finish(worker, 0);
    expect(await claimJobs(worker, { freeSlots: [0, 1] })).toHaveLength(1);
  });

  it('counts the place in the queue among the builds of the own team', async () => {
    await queueFor('team-a', 3);
    const [, mine] = await queueFor('default', 2);
    await makeWorker();
    expect((await getBuild(OPERATOR, mine ?? '')).waiting).toEqual({ position: 1, reason: '1 build is before it.' });
  });
});
