import type { Actor } from '#lib/contract/common.ts';
import type { Credential } from '#lib/contract/credentials.ts';
import { authorize, authorizeInTeam } from '#lib/server/authorization/can.ts';
import { getDb } from '#lib/server/db/client.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { NotFoundError } from '#lib/server/errors.ts';
import type { Credential as CredentialRow } from '#prisma/generated/client.ts';
import { definitionsUsing, presentCredential } from './present.ts';

export async function getCredentialRow(tx: Tx, id: string): Promise<CredentialRow> {
  const row = await tx.credential.findUnique({ where: { id } });
  if (row === null) throw new NotFoundError('This credential');
  return row;
}

export async function getCredential(actor: Actor, id: string): Promise<Credential> {
  const row = await getCredentialRow(getDb(), id);
  authorize(actor, 'credential.read', row);
  return presentCredential(row, await definitionsUsing(id));
}

export async function listCredentials(actor: Actor): Promise<Credential[]> {
  const teamId = authorizeInTeam(actor, 'credential.read');
  const rows = await getDb().credential.findMany({ where: { teamId }, orderBy: [{ kind: 'asc' }, { name: 'asc' }] });
  return Promise.all(rows.map(async (row) => presentCredential(row, await definitionsUsing(row.id))));
}
