import type { RevisionSettings } from '#lib/contract/definitions.ts';
import type { JobBase } from '#lib/contract/worker-protocol.ts';
import { getConfig } from '#lib/server/config.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import type { Attempt, Credential } from '#prisma/generated/client.ts';

const MAX_TASK_SECONDS = 15 * 60;
const MAX_LOG_BYTES = 256 * 1024 * 1024;

type Content = { teamId: string; trustDomain: string; settings: Pick<RevisionSettings, 'pullCredentialIds' | 'galaxyCredentialIds'> };

/** What every kind of job tells its worker. */
export async function jobBase(tx: Tx, attempt: Attempt, { teamId, trustDomain, settings }: Content): Promise<JobBase> {
  const [pull, galaxy] = await Promise.all([findCredentials(tx, teamId, settings.pullCredentialIds), findCredentials(tx, teamId, settings.galaxyCredentialIds)]);
  return {
    lease: { jobId: attempt.jobId, attempt: attempt.number, token: attempt.token },
    teamId,
    trustDomain,
    slot: attempt.slot,
    pull: pull.map(registryRef),
    galaxy: galaxy.map(galaxyServer),
    ...siteRules(),
  };
}

/** Somebody waits for it. */
export function boundedTime(base: JobBase): JobBase {
  return { ...base, limits: { ...base.limits, timeoutSeconds: Math.min(base.limits.timeoutSeconds, MAX_TASK_SECONDS) } };
}

/** In the order asked for; those that are gone are left out. */
export async function findCredentials(tx: Tx, teamId: string, ids: readonly string[]): Promise<Credential[]> {
  const rows = await tx.credential.findMany({ where: { teamId, id: { in: [...ids] } } });
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}

export function registryRef(row: Credential): JobBase['pull'][number] {
  return { credentialId: row.id, version: row.secretVersion, host: row.host };
}

function galaxyServer(row: Credential): JobBase['galaxy'][number] {
  return { credentialId: row.id, version: row.secretVersion, name: row.name, url: row.host, authUrl: row.authUrl, username: row.username, hasSecret: row.secret !== null };
}

function siteRules(): Pick<JobBase, 'insecureRegistries' | 'privateHosts' | 'limits'> {
  const { settings, localRegistry } = getConfig();
  return {
    insecureRegistries: [...(localRegistry === null ? [] : [localRegistry]), ...settings.EEF_INSECURE_REGISTRIES],
    privateHosts: settings.EEF_PRIVATE_HOSTS,
    limits: {
      timeoutSeconds: settings.EEF_BUILD_TIMEOUT_MINUTES * 60,
      memoryMb: settings.EEF_BUILD_MEMORY_MB,
      cpus: settings.EEF_BUILD_CPUS,
      pids: settings.EEF_BUILD_PIDS,
      diskGb: settings.EEF_BUILD_DISK_GB,
      logBytes: MAX_LOG_BYTES,
    },
  };
}
