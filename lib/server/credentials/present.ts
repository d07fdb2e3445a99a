import { CredentialKind } from '#lib/contract/credentials.ts';
import type { Credential } from '#lib/contract/credentials.ts';
import { instantOrNull } from '#lib/server/builds/present-summary.ts';
import { getDb } from '#lib/server/db/client.ts';
import type { Credential as CredentialRow } from '#prisma/generated/client.ts';

/** Never the secret, not even encrypted. */
export function presentCredential(row: CredentialRow, usedBy: Credential['usedBy']): Credential {
  const { lastTestAt, lastTestOk, lastTestMessage } = row;
  return {
    id: row.id,
    kind: CredentialKind.parse(row.kind),
    name: row.name,
    host: row.host,
    authUrl: row.authUrl,
    username: row.username,
    hasSecret: row.secret !== null,
    secretVersion: row.secretVersion,
    isBuiltIn: row.isBuiltIn,
    usedBy,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    lastUsedAt: instantOrNull(row.lastUsedAt),
    lastTest: lastTestAt === null ? null : { at: lastTestAt.toISOString(), ok: lastTestOk ?? false, message: lastTestMessage ?? '' },
  };
}

/** The definitions whose newest revision names the credential. */
export async function definitionsUsing(credentialId: string): Promise<Credential['usedBy']> {
  const rows = await getDb().revision.findMany({
    where: { settings: { contains: credentialId }, definition: { archivedAt: null } },
    select: { number: true, definition: { select: { id: true, name: true, headRevision: true } } },
  });
  return rows.filter((row) => row.number === row.definition.headRevision).map(({ definition }) => ({ id: definition.id, name: definition.name }));
}
