import { SYSTEM, DEFAULT_TEAM } from '#lib/server/authorization/can.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { getConfig, readToken } from '#lib/server/config.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { newId } from '#lib/server/new-id.ts';
import type { Credential } from '#prisma/generated/client.ts';
import { secretOf } from './for-phase.ts';
import { sealSecret } from './seal.ts';

const REGISTRY_USER = 'ee-foundry';

type BuiltIn = { kind: 'registry' | 'galaxy'; name: string; host: string; username: string | null; secret: string };

/** The log-ins of the local registry and of the own Galaxy endpoint, as their token files say. */
export async function ensureBuiltInCredentials(): Promise<void> {
  const wanted = builtIns();
  await inTransaction(async (tx) => {
    for (const credential of wanted) await ensureOne(tx, credential);
  });
}

function builtIns(): BuiltIn[] {
  const { localRegistry, galaxyUrl } = getConfig();
  const registryToken = readToken('registry');
  const galaxyToken = readToken('galaxy');
  return [
    ...(localRegistry === null || registryToken === null ? [] : [{ kind: 'registry', name: 'Local registry', host: localRegistry, username: REGISTRY_USER, secret: registryToken } as const]),
    ...(galaxyToken === null ? [] : [{ kind: 'galaxy', name: 'Built-in collections', host: galaxyUrl, username: null, secret: galaxyToken } as const]),
  ];
}

async function ensureOne(tx: Tx, { kind, name, host, username, secret }: BuiltIn): Promise<void> {
  const teamId = DEFAULT_TEAM.id;
  const known = await tx.credential.findFirst({ where: { teamId, kind, isBuiltIn: true } });
  if (known?.host === host && hasSecret(known, secret)) return;
  const id = known?.id ?? newId();
  const data = { kind, name, host, username, secret: sealSecret(secret, { table: 'Credential', row: id, field: 'secret' }) };
  if (known === null) await tx.credential.create({ data: { id, teamId, isBuiltIn: true, createdBy: SYSTEM.id, ...data } });
  else await tx.credential.update({ where: { id }, data: { ...data, secretVersion: { increment: 1 } } });
  await recordAudit(tx, SYSTEM, { teamId, action: known === null ? 'credential.create' : 'credential.update', target: { type: 'credential', id }, detail: { kind, name, host } });
}

/** A secret under a lost master key is written anew: its clear text is in the token file. */
function hasSecret(row: Credential, secret: string): boolean {
  try {
    return secretOf(row) === secret;
  } catch {
    return false;
  }
}
