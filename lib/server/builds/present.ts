import { Attempt, AttemptReason, Phase, PhaseName, Step } from '#lib/contract/builds.ts';
import type { Build } from '#lib/contract/builds.ts';
import { jsonOrNull, stringList, stringRecord } from '#lib/server/db/json.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { instantOrNull, presentBuildSummary } from './present-summary.ts';
import type { SummaryRow } from './present-summary.ts';

export type AttemptRow = Prisma.AttemptGetPayload<{ include: { worker: true; artifacts: true; phases: { include: { steps: true } } } }>;
type PhaseRow = AttemptRow['phases'][number];

type Around = { attempts: AttemptRow[]; rebuildOf: Build['rebuildOf']; waiting: Build['waiting'] };

export function presentBuild(row: SummaryRow, { attempts, rebuildOf, waiting }: Around): Build {
  return {
    ...presentBuildSummary(row),
    publishedTags: stringList(row.publishedTags),
    notes: stringList(row.notes),
    rebuildOf,
    waiting,
    isCancelRequested: row.job.cancelRequestedAt !== null,
    attempts: attempts.map(presentAttempt),
  };
}

export function presentAttempt(row: AttemptRow): Attempt {
  return {
    id: row.id,
    number: row.number,
    worker: { id: row.worker.id, name: row.worker.name },
    status: Attempt.shape.status.parse(row.status),
    reason: jsonOrNull(AttemptReason, row.reason),
    versions: stringRecord(row.versions),
    startedAt: row.startedAt.toISOString(),
    finishedAt: instantOrNull(row.finishedAt),
    phases: row.phases.map(presentPhase),
    artifacts: row.artifacts.map(({ kind, sha256, size, mediaType }) => ({ kind, sha256, size, mediaType })),
  };
}

function presentPhase(row: PhaseRow): Phase {
  return {
    name: PhaseName.parse(row.name),
    ordinal: row.ordinal,
    status: Phase.shape.status.parse(row.status),
    startedAt: instantOrNull(row.startedAt),
    finishedAt: instantOrNull(row.finishedAt),
    notes: stringList(row.notes),
    logBytes: row.logBytes,
    logSealed: row.logSealed,
    logLines: row.logLines,
    logRemovedAt: instantOrNull(row.logRemovedAt),
    steps: row.steps.map(presentStep),
  };
}

function presentStep(row: PhaseRow['steps'][number]): Step {
  const { ordinal, stage, stageCount, stageName, position, count, text, cached, logLine } = row;
  return {
    ordinal,
    stage,
    stageCount,
    stageName,
    position,
    count,
    text,
    cached,
    logLine,
    status: Step.shape.status.parse(row.status),
    startedAt: instantOrNull(row.startedAt),
    finishedAt: instantOrNull(row.finishedAt),
  };
}
