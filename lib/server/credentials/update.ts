import type { Actor } from '#lib/contract/common.ts';
import { CreateCredential } from '#lib/contract/credentials.ts';
import type { Credential, UpdateCredential } from '#lib/contract/credentials.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { inTransaction, isUniqueViolation } from '#lib/server/db/transaction.ts';
import { ConflictError, SecretRequiredError } from '#lib/server/errors.ts';
import { announce } from '#lib/server/events/bus.ts';
import type { Credential as CredentialRow } from '#prisma/generated/client.ts';
import { getCredential, getCredentialRow } from './get.ts';
import { sealSecret } from './seal.ts';

/** @throws SecretRequiredError when host or authUrl change and no new secret is given: a secret is bound to where it is sent. */
export async function updateCredential(actor: Actor, id: string, input: UpdateCredential): Promise<Credential> {
  try {
    await inTransaction(async (tx) => {
      const row = await getCredentialRow(tx, id);
      authorize(actor, 'credential.update', row);
      if (row.isBuiltIn) throw new ConflictError('This credential belongs to the local registry or Galaxy endpoint and follows it by itself.');
      if (row.secret !== null && input.secret === undefined && movesSecret(row, input)) throw new SecretRequiredError();
      const merged = mergedCredential(row, input);
      await tx.credential.update({ where: { id }, data: { ...merged, ...changedSecret(row, input.secret), ...FORGET_TEST } });
      await recordAudit(tx, actor, { teamId: row.teamId, action: 'credential.update', target: { type: 'credential', id }, detail: { ...merged, hasNewSecret: input.secret !== undefined } });
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new ConflictError(`There is a credential "${input.name ?? ''}" already. Choose another name.`);
    throw error;
  }
  announce('credentials', id);
  return getCredential(actor, id);
}

const FORGET_TEST = { lastTestAt: null, lastTestOk: null, lastTestMessage: null };

function movesSecret(row: CredentialRow, input: UpdateCredential): boolean {
  const isOtherHost = input.host !== undefined && input.host !== row.host;
  const isOtherAuthUrl = input.authUrl !== undefined && input.authUrl !== row.authUrl;
  return isOtherHost || isOtherAuthUrl;
}

/** The result is held to the rules of a new credential of its kind. */
function mergedCredential(row: CredentialRow, input: UpdateCredential): { name: string; host: string; username: string | null; authUrl: string | null } {
  const { name, host, username, authUrl } = { name: row.name, host: row.host, username: row.username, authUrl: row.authUrl, ...definedOnly(input) };
  const checked = CreateCredential.parse({ kind: row.kind, name, host, username, authUrl, secret: input.secret ?? 'unchanged' });
  return { name: checked.name, host: checked.host, username: checked.username, authUrl: checked.kind === 'galaxy' ? checked.authUrl : null };
}

function definedOnly(input: UpdateCredential): Partial<UpdateCredential> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

function changedSecret(row: CredentialRow, secret: string | undefined): { secret?: string; secretVersion?: number } {
  if (secret === undefined) return {};
  return { secret: sealSecret(secret, { table: 'Credential', row: row.id, field: 'secret' }), secretVersion: row.secretVersion + 1 };
}
