import type { TaskOutcome } from '#lib/contract/tasks.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { ConflictError } from '#lib/server/errors.ts';
import type { Task } from '#prisma/generated/client.ts';

export async function endTask(tx: Tx, { id, kind }: Task, outcome: TaskOutcome): Promise<void> {
  if (outcome.kind === 'succeeded') throw new ConflictError(`A job of the kind ${kind} does not end as a build does.`);
  const status = outcome.kind === 'checked' ? outcome.status : outcome.kind;
  await tx.task.update({ where: { id }, data: { status, finishedAt: new Date(), outcome: JSON.stringify(outcome) } });
}
