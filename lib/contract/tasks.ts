import { z } from 'zod';
import { Attempt, BuildOutcome, Checked } from './builds.ts';
import { Actor, Id, Instant } from './common.ts';

/** Jobs that somebody waits for and that make no image. */
export const TaskKind = z.enum(['preflight', 'inspect']);
export type TaskKind = z.infer<typeof TaskKind>;

export const TaskStatus = z.enum(['queued', 'running', 'ok', 'problems', 'failed', 'cancelled', 'timed_out']);
export type TaskStatus = z.infer<typeof TaskStatus>;

/** Of the outcomes of a build all but success. */
export const TaskOutcome = z.union([Checked, BuildOutcome]);
export type TaskOutcome = z.infer<typeof TaskOutcome>;

/** What every kind tells of itself. */
export const Task = z.object({
  id: Id,
  status: TaskStatus,
  startedBy: Actor,
  createdAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  outcome: TaskOutcome.nullable(),
  waiting: z.object({ position: z.number().int(), reason: z.string() }).nullable(),
  /** The newest. */
  attempt: Attempt.nullable(),
});
export type Task = z.infer<typeof Task>;
