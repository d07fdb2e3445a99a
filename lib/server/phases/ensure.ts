import { PHASES } from '#lib/contract/builds.ts';
import type { PhaseName } from '#lib/contract/builds.ts';
import { PREFLIGHT_PHASES } from '#lib/contract/preflight.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { newId } from '#lib/server/new-id.ts';
import type { Attempt, Phase } from '#prisma/generated/client.ts';

/** The attempt's phase; made when its first message comes before its phase.update. */
export async function ensurePhase(tx: Tx, attempt: Attempt, name: PhaseName): Promise<Phase> {
  const where = { attemptId_name: { attemptId: attempt.id, name } };
  const known = await tx.phase.findUnique({ where });
  if (known !== null) return known;
  const order = PHASES.includes(name) ? PHASES : PREFLIGHT_PHASES;
  return tx.phase.upsert({ where, update: {}, create: { id: newId(), teamId: attempt.teamId, attemptId: attempt.id, name, ordinal: order.indexOf(name) + 1, status: 'pending' } });
}
