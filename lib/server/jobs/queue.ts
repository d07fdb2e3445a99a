import { getConfig } from '#lib/server/config.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import type { Prisma } from '#prisma/generated/client.ts';

/** Of one team's jobs. */
export const QUEUE_ORDER: Prisma.JobOrderByWithRelationInput[] = [{ priority: 'desc' }, { createdAt: 'asc' }, { id: 'asc' }];

export function waitingJobs(teamId: string, kinds: string[]): Prisma.JobWhereInput {
  return { status: 'queued', teamId, kind: { in: kinds }, availableAt: { lte: new Date() }, cancelRequestedAt: null };
}

type Claimant = { teamId: string | null; kinds: string[] };

/**
 * Teams that wait, those with fewer jobs at work first, so that nobody waits behind another team's long queue; among equals the
 * one whose first job came first. A priority counts within a team only. Teams at their limit are left out.
 */
export async function teamsInTurn(tx: Tx, { teamId, kinds }: Claimant): Promise<string[]> {
  const atWork = await countAtWork(tx);
  const limit = teamLimit();
  const turns: { id: string; atWork: number; since: number }[] = [];
  for (const { id } of teamId === null ? await tx.team.findMany({ select: { id: true } }) : [{ id: teamId }]) {
    const count = atWork.get(id) ?? 0;
    if (count >= limit) continue;
    const first = await tx.job.findFirst({ where: waitingJobs(id, kinds), orderBy: QUEUE_ORDER, select: { createdAt: true } });
    if (first !== null) turns.push({ id, atWork: count, since: first.createdAt.getTime() });
  }
  return turns.sort((a, b) => a.atWork - b.atWork || a.since - b.since).map(({ id }) => id);
}

/** Jobs at work by team. */
async function countAtWork(tx: Tx): Promise<Map<string, number>> {
  const groups = await tx.attempt.groupBy({ by: ['teamId'], where: { status: 'running' }, _count: true });
  return new Map(groups.map((group) => [group.teamId, group._count]));
}

/** Jobs of one team at the same time. */
export function teamLimit(): number {
  const { EEF_TEAM_JOBS: jobs } = getConfig().settings;
  return jobs === 0 ? Infinity : jobs;
}
