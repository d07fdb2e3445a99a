import { randomBytes } from 'node:crypto';
import type { Actor } from '#lib/contract/common.ts';
import { TaskKind } from '#lib/contract/tasks.ts';
import { LEASE_TTL_MS } from '#lib/contract/worker-protocol.ts';
import { jobCapability } from '#lib/contract/worker-protocol.ts';
import type { Job } from '#lib/contract/worker-protocol.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { stringList } from '#lib/server/db/json.ts';
import { getDb } from '#lib/server/db/client.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { announce } from '#lib/server/events/bus.ts';
import { newId } from '#lib/server/new-id.ts';
import { inspectJob } from '#lib/server/inspections/job.ts';
import { preflightJob } from '#lib/server/preflights/job.ts';
import type { Attempt } from '#prisma/generated/client.ts';
import { buildJob } from './build-job.ts';
import { QUEUE_ORDER, teamsInTurn, waitingJobs } from './queue.ts';
import { loseAttempt } from './lose.ts';

const CANDIDATES = 20;

type Claimant = { actor: Actor; teamId: string | null; labels: ReadonlySet<string>; kinds: string[] };

/** Leases at most one job per free slot. A worker that names a slot free has nothing running on it any more. */
export async function claimJobs(actor: Actor, { freeSlots }: { freeSlots: readonly number[] }): Promise<Job[]> {
  const worker = await getDb().worker.findUniqueOrThrow({ where: { id: actor.id } });
  authorize(actor, 'job.lease', { teamId: worker.teamId });
  const claimant = { actor, teamId: worker.teamId, labels: new Set(stringList(worker.labels)), kinds: kindsOf(stringList(worker.capabilities)) };
  const jobs: Job[] = [];
  for (const slot of new Set(freeSlots)) {
    const attempt = await inTransaction((tx) => claimForSlot(tx, claimant, slot));
    if (attempt === 'busy') continue;
    if (attempt === null) break;
    jobs.push(await describe(attempt));
  }
  if (jobs.length > 0) announce('workers', actor.id);
  return jobs;
}

/** A worker of an earlier version does not know every kind. */
function kindsOf(capabilities: readonly string[]): string[] {
  return ['build', ...TaskKind.options.filter((kind) => capabilities.includes(jobCapability(kind)))];
}

async function describe(attempt: Attempt): Promise<Job> {
  const db = getDb();
  const { kind } = await db.job.findUniqueOrThrow({ where: { id: attempt.jobId }, select: { kind: true } });
  if (kind === 'preflight') {
    const job = await preflightJob(db, attempt);
    announce('preflights', job.preflightId);
    return job;
  }
  if (kind === 'inspect') {
    const job = await inspectJob(db, attempt);
    announce('inspections', job.inspectionId);
    return job;
  }
  const job = await buildJob(db, attempt);
  announce('builds', job.buildId);
  announce('definitions', job.definition.id);
  return job;
}

async function claimForSlot(tx: Tx, claimant: Claimant, slot: number): Promise<Attempt | 'busy' | null> {
  const answeredBefore = await takeBackSlot(tx, claimant.actor, slot);
  if (answeredBefore !== null) return answeredBefore;
  for (const job of await listCandidates(tx, claimant)) {
    const claimed = await tx.job.updateMany({ where: { id: job.id, status: 'queued', attemptCount: job.attemptCount }, data: { status: 'leased', attemptCount: job.attemptCount + 1 } });
    if (claimed.count > 0) return startAttempt(tx, claimant.actor, { jobId: job.id, teamId: job.teamId, number: job.attemptCount + 1, slot });
  }
  return null;
}

type Candidate = { id: string; teamId: string; labels: string; attemptCount: number };

/** The jobs of the team whose turn it is that this worker could run, in their order. */
async function listCandidates(tx: Tx, claimant: Claimant): Promise<Candidate[]> {
  for (const teamId of await teamsInTurn(tx, claimant)) {
    const fitting = await listOfTeam(tx, claimant, teamId);
    if (fitting.length > 0) return fitting;
  }
  return [];
}

/** Pages on while none of a page has fitting labels. */
async function listOfTeam(tx: Tx, { labels, kinds }: Claimant, teamId: string): Promise<Candidate[]> {
  for (let skip = 0; ; skip += CANDIDATES) {
    const page = await tx.job.findMany({
      where: waitingJobs(teamId, kinds),
      orderBy: QUEUE_ORDER,
      select: { id: true, teamId: true, labels: true, attemptCount: true },
      skip,
      take: CANDIDATES,
    });
    const fitting = page.filter((job) => stringList(job.labels).every((label) => labels.has(label)));
    if (fitting.length > 0 || page.length < CANDIDATES) return fitting;
  }
}

type NewAttempt = { jobId: string; teamId: string; number: number; slot: number };

async function startAttempt(tx: Tx, actor: Actor, { jobId, teamId, number, slot }: NewAttempt): Promise<Attempt> {
  const now = new Date();
  const running = { where: { jobId }, data: { status: 'running', startedAt: now } };
  await tx.build.updateMany(running);
  await tx.task.updateMany(running);
  return tx.attempt.create({
    data: {
      id: newId(),
      teamId,
      jobId,
      number,
      token: randomBytes(24).toString('hex'),
      workerId: actor.id,
      slot,
      status: 'running',
      startedAt: now,
      leaseExpiresAt: new Date(now.getTime() + LEASE_TTL_MS),
    },
  });
}

/**
 * An attempt that was never renewed is answered again: the first answer was lost. Any other one on this slot is lost; but
 * one that may be moving tags keeps the slot until its lease runs out, and is settled then.
 */
async function takeBackSlot(tx: Tx, actor: Actor, slot: number): Promise<Attempt | 'busy' | null> {
  const attempt = await tx.attempt.findFirst({ where: { workerId: actor.id, slot, status: 'running' } });
  if (attempt === null) return null;
  const isUntouched = attempt.leaseExpiresAt.getTime() - attempt.startedAt.getTime() <= LEASE_TTL_MS;
  const phases = await tx.phase.count({ where: { attemptId: attempt.id } });
  if (isUntouched && phases === 0) return attempt;
  if ((await tx.build.count({ where: { jobId: attempt.jobId, status: 'publishing' } })) > 0) return 'busy';
  await loseAttempt(tx, { attemptId: attempt.id, message: 'The worker was started again and no longer had this job.' });
  return null;
}
