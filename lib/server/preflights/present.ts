import { Actor } from '#lib/contract/common.ts';
import { PreflightOutcome, PreflightStatus } from '#lib/contract/preflight.ts';
import type { Preflight } from '#lib/contract/preflight.ts';
import { instantOrNull } from '#lib/server/builds/present-summary.ts';
import { presentAttempt } from '#lib/server/builds/present.ts';
import type { AttemptRow } from '#lib/server/builds/present.ts';
import { jsonOrNull } from '#lib/server/db/json.ts';
import type { Preflight as PreflightRow } from '#prisma/generated/client.ts';

type Around = Pick<Preflight, 'waiting' | 'result'> & { attempt: AttemptRow | null };

export function presentPreflight(row: PreflightRow & { definition: Preflight['definition'] }, { attempt, waiting, result }: Around): Preflight {
  return {
    id: row.id,
    definition: row.definition,
    status: PreflightStatus.parse(row.status),
    startedBy: Actor.parse({ kind: row.actorKind, id: row.actorId }),
    createdAt: row.createdAt.toISOString(),
    startedAt: instantOrNull(row.startedAt),
    finishedAt: instantOrNull(row.finishedAt),
    outcome: jsonOrNull(PreflightOutcome, row.outcome),
    waiting,
    attempt: attempt === null ? null : presentAttempt(attempt),
    result,
  };
}
