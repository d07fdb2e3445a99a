import { z } from 'zod';
import { Id, Instant } from './common.ts';

/** One check of a worker's host, with its remedy. */
export const DoctorCheck = z.object({
  id: z.string().max(60),
  title: z.string().max(200),
  status: z.enum(['ok', 'warning', 'failed', 'unknown']),
  detail: z.string().max(2000),
  fix: z.string().max(2000).optional(),
});
export type DoctorCheck = z.infer<typeof DoctorCheck>;

export const DoctorReport = z.object({ at: Instant, checks: z.array(DoctorCheck).max(60) });
export type DoctorReport = z.infer<typeof DoctorReport>;

export const WorkerUsage = z.object({
  at: Instant,
  diskFreeBytes: z.number().int(),
  diskTotalBytes: z.number().int(),
  volumes: z.array(z.object({ name: z.string(), trustDomain: z.string(), slot: z.number().int(), sizeBytes: z.number().int() })).max(500),
});
export type WorkerUsage = z.infer<typeof WorkerUsage>;

export const Worker = z.object({
  id: Id,
  name: z.string(),
  version: z.string(),
  isOnline: z.boolean(),
  onlineSince: Instant.nullable(),
  lastSeenAt: Instant.nullable(),
  slots: z.number().int(),
  slotsUsed: z.number().int(),
  labels: z.array(z.string()),
  capabilities: z.array(z.string()),
  builderImage: z.string(),
  doctor: DoctorReport.nullable(),
  usage: WorkerUsage.nullable(),
  current: z.array(z.object({ buildId: Id, name: z.string(), number: z.number().int() })),
});
export type Worker = z.infer<typeof Worker>;
