import { rm } from 'node:fs/promises';
import type { Changed } from '#lib/contract/browser-socket.ts';
import type { Actor } from '#lib/contract/common.ts';
import { TaskKind } from '#lib/contract/tasks.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { getConfig } from '#lib/server/config.ts';
import { getDb } from '#lib/server/db/client.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { announce } from '#lib/server/events/bus.ts';
import { TASK_KINDS } from '#lib/server/tasks/kinds.ts';
import { chooseRemovals } from './choose-removals.ts';
import type { KeepRules, KeptLogs, Removal } from './choose-removals.ts';
import { logDir } from './file.ts';

type JobLogs = KeptLogs & { teamId: string; attemptIds: string[]; topic: Changed['topic']; subject: { type: string; id: string } };

/** Removes the logs of finished builds and tasks that the settings no longer keep; the builds stay. @returns how many builds lost theirs. */
export async function removeOldLogs(actor: Actor, now = new Date()): Promise<number> {
  authorize(actor, 'log.remove', { teamId: null });
  const removals = chooseRemovals(await listKept(), keepRules(), now);
  for (const removal of removals) await removeLogs(actor, removal, now);
  return removals.length;
}

function keepRules(): KeepRules {
  const { EEF_KEEP_LOGS_DAYS: days, EEF_KEEP_LOGS_COUNT: count, EEF_KEEP_LOGS_GB: gigabytes, EEF_KEEP_LOGS_SUCCESSES: successes } = getConfig().settings;
  return { days, count, bytes: gigabytes * 1e9, successes };
}

/** Only of jobs that are done: a build that runs or waits has no place here. */
async function listKept(): Promise<JobLogs[]> {
  const jobs = await getDb().job.findMany({
    where: { status: 'done', finishedAt: { not: null }, attempts: { some: { phases: { some: { logRemovedAt: null } } }, none: { status: 'running' } } },
    include: { build: { select: { id: true, definitionId: true, status: true } }, task: { select: { id: true, kind: true, definitionId: true } }, attempts: { select: { id: true, phases: { select: { logBytes: true, logPackedBytes: true } } } } },
  });
  return jobs.flatMap(({ id, teamId, finishedAt, build, task, attempts }) => {
    const row = build ?? task;
    if (row === null || finishedAt === null) return [];
    const bytes = attempts.flatMap(({ phases }) => phases).reduce((sum, { logBytes, logPackedBytes }) => sum + (logPackedBytes ?? logBytes), 0);
    const kind = task === null ? null : TaskKind.parse(task.kind);
    const subject = { type: kind ?? 'build', id: row.id };
    const topic = kind === null ? ('builds' as const) : TASK_KINDS[kind].topic;
    // Preflights are counted apart from the builds of their definition, inspections together.
    return [{ jobId: id, teamId, definitionId: `${subject.type} ${row.definitionId ?? ''}`, isSuccess: build?.status === 'succeeded', finishedAt, bytes, attemptIds: attempts.map((attempt) => attempt.id), topic, subject }];
  });
}

/** The rows say it first: what an interruption leaves on disk then is removed by the next call. */
async function removeLogs(actor: Actor, { logs: { jobId, teamId, attemptIds, topic, subject, bytes }, because }: Removal<JobLogs>, now: Date): Promise<void> {
  const isGone = await inTransaction(async (tx) => {
    const isDone = await tx.job.count({ where: { id: jobId, status: 'done' } });
    if (isDone === 0) return false;
    await tx.phase.updateMany({ where: { attemptId: { in: attemptIds } }, data: { logRemovedAt: now } });
    await recordAudit(tx, actor, { teamId, action: 'log.remove', target: subject, detail: { because, bytes } });
    return true;
  });
  if (!isGone) return;
  for (const attemptId of attemptIds) await rm(logDir(attemptId), { recursive: true, force: true });
  announce(topic, subject.id);
}
