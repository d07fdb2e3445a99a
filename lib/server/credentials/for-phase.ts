import type { z } from 'zod';
import type { Actor } from '#lib/contract/common.ts';
import type { PhaseName } from '#lib/contract/builds.ts';
import type { Secrets, SecretsRequest } from '#lib/contract/worker-protocol.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { getLease } from '#lib/server/jobs/lease.ts';
import { parseRevisionSettings } from '#lib/server/revisions/present.ts';
import type { Build, Credential } from '#prisma/generated/client.ts';
import { openSecret } from './seal.ts';

/** The secrets that one phase needs: the Galaxy tokens where no user code runs, or where the author agreed; a registry's where it is spoken to. */
export async function secretsForPhase(actor: Actor, { lease, phase }: z.infer<typeof SecretsRequest>): Promise<Secrets> {
  return inTransaction(async (tx) => {
    const { attempt, build } = await getLease(tx, actor, { lease, action: 'job.secrets' });
    const ids = await credentialIds(tx, build, phase);
    const rows = await tx.credential.findMany({ where: { teamId: build.teamId, id: { in: ids } } });
    const ordered = ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
    await tx.credential.updateMany({ where: { id: { in: ids } }, data: { lastUsedAt: new Date() } });
    const detail = { phase, attempt: attempt.number, credentials: ordered.map((row) => ({ id: row.id, version: row.secretVersion })) };
    await recordAudit(tx, actor, { teamId: build.teamId, action: 'job.secrets', target: { type: 'build', id: build.id }, detail });
    return { registries: ordered.filter((row) => row.kind === 'registry').map(registrySecret), galaxy: ordered.filter((row) => row.kind === 'galaxy').map(galaxySecret) };
  });
}

async function credentialIds(tx: Tx, build: Build, phase: PhaseName): Promise<string[]> {
  const { revision, definition } = await tx.build.findUniqueOrThrow({ where: { id: build.id }, select: { revision: true, definition: true } });
  const settings = parseRevisionSettings(revision.settings);
  switch (phase) {
    case 'collect':
      return settings.galaxyCredentialIds;
    case 'fetch':
      return settings.pullCredentialIds;
    case 'publish':
      return settings.pushCredentialId === null ? [] : [settings.pushCredentialId];
    case 'build':
      return definition.secretMountAgreedAt === null ? [] : settings.galaxyCredentialIds;
    case 'context':
    case 'inspect':
      return [];
  }
}

function registrySecret(row: Credential): Secrets['registries'][number] {
  return { credentialId: row.id, version: row.secretVersion, host: row.host, username: row.username ?? '', password: secretOf(row) ?? '' };
}

function galaxySecret(row: Credential): Secrets['galaxy'][number] {
  return { credentialId: row.id, version: row.secretVersion, name: row.name, url: row.host, authUrl: row.authUrl, username: row.username, token: secretOf(row) };
}

/** The clear secret; null when the credential has none. */
export function secretOf(row: Credential): string | null {
  return row.secret === null ? null : openSecret(row.secret, { table: 'Credential', row: row.id, field: 'secret' });
}
