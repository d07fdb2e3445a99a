import type { Actor } from '#lib/contract/common.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import { ConflictError } from '#lib/server/errors.ts';
import { announce } from '#lib/server/events/bus.ts';
import { getCredentialRow } from './get.ts';
import { definitionsUsing } from './present.ts';

/** Removes the secret for good. Refused while a definition's newest revision names it. */
export async function deleteCredential(actor: Actor, id: string): Promise<void> {
  const users = await definitionsUsing(id);
  await inTransaction(async (tx) => {
    const row = await getCredentialRow(tx, id);
    authorize(actor, 'credential.delete', row);
    if (row.isBuiltIn) throw new ConflictError('This credential belongs to the local registry or Galaxy endpoint and cannot be removed.');
    if (users.length > 0) throw new ConflictError(`It is used by ${users.map((user) => user.name).join(', ')}. Choose another credential there first.`);
    await tx.credential.delete({ where: { id } });
    await recordAudit(tx, actor, { teamId: row.teamId, action: 'credential.delete', target: { type: 'credential', id }, detail: { name: row.name, host: row.host } });
  });
  announce('credentials', id);
}
