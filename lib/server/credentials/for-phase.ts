import type { z } from 'zod';
import type { Actor } from '#lib/contract/common.ts';
import type { PhaseName } from '#lib/contract/builds.ts';
import type { RevisionSettings } from '#lib/contract/definitions.ts';
import type { Secrets, SecretsRequest } from '#lib/contract/worker-protocol.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { inTransaction } from '#lib/server/db/transaction.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { getLease } from '#lib/server/jobs/lease.ts';
import type { LeasedAttempt } from '#lib/server/jobs/lease.ts';
import { inspectionCredentials, readInspectionPayload } from '#lib/server/inspections/payload.ts';
import { readPayload } from '#lib/server/preflights/payload.ts';
import { parseRevisionSettings } from '#lib/server/revisions/present.ts';
import type { Credential } from '#prisma/generated/client.ts';
import { openSecret } from './seal.ts';

/** The secrets that one phase needs: the Galaxy tokens where no user code runs, or where the author agreed; a registry's where it is spoken to. */
export async function secretsForPhase(actor: Actor, { lease, phase }: z.infer<typeof SecretsRequest>): Promise<Secrets> {
  return inTransaction(async (tx) => {
    const leased = await getLease(tx, actor, { lease, action: 'job.secrets' });
    const { attempt, subject } = leased;
    const { teamId } = subject.row;
    const ids = await credentialIds(tx, leased, phase);
    const rows = await tx.credential.findMany({ where: { teamId, id: { in: ids } } });
    const ordered = ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
    await tx.credential.updateMany({ where: { id: { in: ids } }, data: { lastUsedAt: new Date() } });
    const detail = { phase, attempt: attempt.number, credentials: ordered.map((row) => ({ id: row.id, version: row.secretVersion })) };
    await recordAudit(tx, actor, { teamId, action: 'job.secrets', target: { type: subject.kind, id: subject.row.id }, detail });
    return { registries: ordered.filter((row) => row.kind === 'registry').map(registrySecret), galaxy: ordered.filter((row) => row.kind === 'galaxy').map(galaxySecret) };
  });
}

type Allowed = { settings: Pick<RevisionSettings, 'pullCredentialIds' | 'galaxyCredentialIds' | 'pushCredentialId'>; mayPublish: boolean; isSecretMountAgreed: boolean };

/** Which credentials each phase speaks with; the others get none. */
const FOR_PHASE: Partial<Record<PhaseName, (allowed: Allowed) => string[]>> = {
  collect: ({ settings }) => settings.galaxyCredentialIds,
  fetch: ({ settings }) => settings.pullCredentialIds,
  publish: ({ settings, mayPublish }) => (settings.pushCredentialId === null || !mayPublish ? [] : [settings.pushCredentialId]),
  build: ({ settings, isSecretMountAgreed }) => (isSecretMountAgreed ? settings.galaxyCredentialIds : []),
};

async function credentialIds(tx: Tx, leased: LeasedAttempt, phase: PhaseName): Promise<string[]> {
  return FOR_PHASE[phase]?.(await findAllowed(tx, leased)) ?? [];
}

/** Preflights and inspections publish nothing and run user code only in phases that get no secret. */
async function findAllowed(tx: Tx, { job, subject }: LeasedAttempt): Promise<Allowed> {
  if (subject.kind === 'preflight') return { settings: readPayload(job).settings, mayPublish: false, isSecretMountAgreed: false };
  if (subject.kind === 'inspect') return { settings: inspectionCredentials(readInspectionPayload(job)), mayPublish: false, isSecretMountAgreed: false };
  const { revision, definition } = await tx.build.findUniqueOrThrow({ where: { id: subject.row.id }, select: { revision: true, definition: true } });
  return { settings: parseRevisionSettings(revision.settings), mayPublish: true, isSecretMountAgreed: definition.secretMountAgreedAt !== null };
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
