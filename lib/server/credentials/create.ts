import type { Actor } from '#lib/contract/common.ts';
import type { CreateCredential, Credential } from '#lib/contract/credentials.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { authorizeInTeam } from '#lib/server/authorization/can.ts';
import { inTransaction, isUniqueViolation } from '#lib/server/db/transaction.ts';
import { ConflictError } from '#lib/server/errors.ts';
import { announce } from '#lib/server/events/bus.ts';
import { newId } from '#lib/server/new-id.ts';
import { getCredential } from './get.ts';
import { sealSecret } from './seal.ts';

export async function createCredential(actor: Actor, input: CreateCredential): Promise<Credential> {
  const teamId = authorizeInTeam(actor, 'credential.create');
  const id = newId();
  const { kind, name, host, username, secret } = input;
  const sealed = secret === null ? null : sealSecret(secret, { table: 'Credential', row: id, field: 'secret' });
  try {
    await inTransaction(async (tx) => {
      await tx.credential.create({ data: { id, teamId, kind, name, host, username, authUrl: kind === 'galaxy' ? input.authUrl : null, secret: sealed, createdBy: actor.id } });
      await recordAudit(tx, actor, { teamId, action: 'credential.create', target: { type: 'credential', id }, detail: { kind, name, host } });
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new ConflictError(`There is a credential "${name}" already. Choose another name.`);
    throw error;
  }
  announce('credentials', id);
  return getCredential(actor, id);
}
