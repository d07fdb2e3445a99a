import { Actor } from '#lib/contract/common.ts';
import { BuildMode, BuildOutcome, BuildStatus, PhaseName } from '#lib/contract/builds.ts';
import type { BuildSummary } from '#lib/contract/builds.ts';
import { jsonOrNull, stringList } from '#lib/server/db/json.ts';
import type { Prisma } from '#prisma/generated/client.ts';

/** What a summary is made of; of the newest attempt only the phase and step that run. */
export const SUMMARY_INCLUDE = {
  definition: { select: { id: true, name: true } },
  revision: { select: { number: true } },
  job: {
    include: {
      attempts: {
        orderBy: { number: 'desc' },
        take: 1,
        include: { phases: { where: { status: 'running' }, orderBy: { ordinal: 'desc' }, include: { steps: { where: { status: 'running' }, orderBy: { ordinal: 'desc' }, take: 1 } } } },
      },
    },
  },
} as const satisfies Prisma.BuildInclude;
export type SummaryRow = Prisma.BuildGetPayload<{ include: typeof SUMMARY_INCLUDE }>;

export function presentBuildSummary(row: SummaryRow): BuildSummary {
  return {
    id: row.id,
    number: row.number,
    definition: { id: row.definition.id, name: row.definition.name },
    revision: row.revision.number,
    status: BuildStatus.parse(row.status),
    mode: BuildMode.parse(row.mode),
    engine: row.engine,
    startedBy: Actor.parse({ kind: row.actorKind, id: row.actorId }),
    repository: row.repository,
    tags: stringList(row.tags),
    digest: row.digest,
    sizeBytes: row.sizeBytes,
    createdAt: row.createdAt.toISOString(),
    startedAt: instantOrNull(row.startedAt),
    finishedAt: instantOrNull(row.finishedAt),
    outcome: jsonOrNull(BuildOutcome, row.outcome),
    current: currentOf(row),
  };
}

export function instantOrNull(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}

function currentOf(row: SummaryRow): BuildSummary['current'] {
  const phase = row.job.attempts[0]?.phases[0];
  if (phase === undefined || row.finishedAt !== null) return null;
  return { phase: PhaseName.parse(phase.name), step: phase.steps[0]?.text ?? null };
}
