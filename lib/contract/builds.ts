import { z } from 'zod';
import { Actor, Digest, Id, Instant, PageQuery, Sha256, pageOf } from './common.ts';

export const BuildStatus = z.enum(['queued', 'running', 'publishing', 'succeeded', 'failed', 'cancelled', 'timed_out']);
export type BuildStatus = z.infer<typeof BuildStatus>;
export const FINISHED_STATUSES: readonly BuildStatus[] = ['succeeded', 'failed', 'cancelled', 'timed_out'];

/** exactly this revision; without podman's cache; with newer base images pulled. */
export const BuildMode = z.enum(['exact', 'no-cache', 'newer-base']);
export type BuildMode = z.infer<typeof BuildMode>;

export const PhaseName = z.enum(['context', 'collect', 'fetch', 'build', 'inspect', 'publish', 'probe', 'introspect', 'resolve', 'packages']);
export type PhaseName = z.infer<typeof PhaseName>;
/** Of a build, in their order; those of a preflight are PREFLIGHT_PHASES, those of an inspection INSPECT_PHASES. */
export const PHASES: readonly PhaseName[] = ['context', 'collect', 'fetch', 'build', 'inspect', 'publish'];

export const PhaseStatus = z.enum(['pending', 'running', 'succeeded', 'failed', 'cancelled', 'skipped']);
export type PhaseStatus = z.infer<typeof PhaseStatus>;

/** Why a build failed: a closed list, each with its own remedy in the dashboard. */
export const FailureCode = z.enum([
  'definition_rejected',
  'collection_failed',
  'base_unavailable',
  'step_failed',
  'inspect_failed',
  'publish_failed',
  'disk_limit',
  'out_of_memory',
  'log_limit',
  'worker_lost',
  'worker_failed',
  'tls_untrusted',
  'agreement_required',
]);
export type FailureCode = z.infer<typeof FailureCode>;

export const BuildOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('succeeded'), digest: Digest, repository: z.string(), tags: z.array(z.string()) }),
  z.object({
    kind: z.literal('failed'),
    code: FailureCode,
    /** What happened and what to do next. */
    message: z.string().max(2000),
    phase: PhaseName.nullable(),
    step: z.object({ ordinal: z.number().int(), text: z.string().max(2000) }).nullable(),
    exitCode: z.number().int().nullable(),
    lastLines: z.array(z.string().max(2000)).max(40),
  }),
  z.object({ kind: z.literal('cancelled'), by: z.string() }),
  z.object({ kind: z.literal('timed_out'), limitSeconds: z.number(), phase: PhaseName.nullable() }),
]);
export type BuildOutcome = z.infer<typeof BuildOutcome>;

/** Of a preflight or an inspection that went through; what it found is its result. */
export const Checked = z.object({ kind: z.literal('checked'), status: z.enum(['ok', 'problems']) });

/** Why an attempt ended. */
export const AttemptReason = z.union([BuildOutcome, Checked, z.object({ kind: z.literal('lost'), message: z.string() })]);
export type AttemptReason = z.infer<typeof AttemptReason>;

export const Step = z.object({
  ordinal: z.number().int(),
  stage: z.number().int(),
  stageCount: z.number().int(),
  stageName: z.string().max(200),
  position: z.number().int(),
  count: z.number().int(),
  text: z.string().max(4000),
  status: z.enum(['pending', 'running', 'succeeded', 'failed', 'cancelled']),
  cached: z.boolean(),
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  logLine: z.number().int().nullable(),
});
export type Step = z.infer<typeof Step>;

export const Phase = z.object({
  name: PhaseName,
  ordinal: z.number().int(),
  status: PhaseStatus,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  notes: z.array(z.string()),
  logBytes: z.number().int(),
  logSealed: z.boolean(),
  /** Of a sealed log. */
  logLines: z.number().int().nullable(),
  /** When the log was removed to make room. */
  logRemovedAt: Instant.nullable(),
  steps: z.array(Step),
});
export type Phase = z.infer<typeof Phase>;

export const Attempt = z.object({
  id: Id,
  number: z.number().int(),
  worker: z.object({ id: Id, name: z.string() }),
  status: z.enum(['running', 'succeeded', 'failed', 'cancelled', 'timed_out', 'lost']),
  reason: AttemptReason.nullable(),
  versions: z.record(z.string(), z.string()),
  startedAt: Instant,
  finishedAt: Instant.nullable(),
  phases: z.array(Phase),
  artifacts: z.array(z.object({ kind: z.string(), sha256: Sha256, size: z.number().int(), mediaType: z.string() })),
});
export type Attempt = z.infer<typeof Attempt>;

export const BuildSummary = z.object({
  id: Id,
  number: z.number().int(),
  definition: z.object({ id: Id, name: z.string() }),
  revision: z.number().int(),
  status: BuildStatus,
  mode: BuildMode,
  engine: z.string(),
  startedBy: Actor,
  repository: z.string(),
  tags: z.array(z.string()),
  digest: Digest.nullable(),
  sizeBytes: z.number().int().nullable(),
  createdAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  outcome: BuildOutcome.nullable(),
  /** The phase and step being worked on, or null. */
  current: z.object({ phase: PhaseName, step: z.string().nullable() }).nullable(),
});
export type BuildSummary = z.infer<typeof BuildSummary>;

export const Build = BuildSummary.extend({
  publishedTags: z.array(z.string()),
  notes: z.array(z.string()),
  rebuildOf: z.object({ id: Id, number: z.number().int() }).nullable(),
  /** While queued: how many of its team are before it and why it waits. While it runs: why its tags do not move yet. */
  waiting: z.object({ position: z.number().int(), reason: z.string() }).nullable(),
  isCancelRequested: z.boolean(),
  attempts: z.array(Attempt),
});
export type Build = z.infer<typeof Build>;

export const BuildListQuery = PageQuery.extend({
  q: z.string().max(200).default(''),
  definitionId: Id.optional(),
  status: z.string().default('').transform((value) => value.split(',').filter((item) => item !== '')).pipe(z.array(BuildStatus)),
});
export type BuildListQuery = z.infer<typeof BuildListQuery>;
export const BuildPage = pageOf(BuildSummary);

/** `revision` null: the newest. */
export const StartBuild = z.object({ revision: z.number().int().min(1).nullable().default(null), mode: BuildMode.default('exact') });
export type StartBuild = z.infer<typeof StartBuild>;
export const Rebuild = z.object({ mode: BuildMode.default('exact') });
