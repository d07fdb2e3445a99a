import type { PreflightOutcome } from '#lib/contract/preflight.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { ConflictError } from '#lib/server/errors.ts';
import type { Preflight } from '#prisma/generated/client.ts';

export async function endPreflight(tx: Tx, { id }: Preflight, outcome: PreflightOutcome): Promise<void> {
  if (outcome.kind === 'succeeded') throw new ConflictError('A preflight does not end as a build does.');
  const status = outcome.kind === 'checked' ? outcome.status : outcome.kind;
  await tx.preflight.update({ where: { id }, data: { status, finishedAt: new Date(), outcome: JSON.stringify(outcome) } });
}
