import { BuildMode } from '#lib/contract/builds.ts';
import type { RevisionSettings } from '#lib/contract/definitions.ts';
import type { BuildJob } from '#lib/contract/worker-protocol.ts';
import { getConfig } from '#lib/server/config.ts';
import { stringList } from '#lib/server/db/json.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { parseRevisionSettings } from '#lib/server/revisions/present.ts';
import type { Attempt, Build, Credential } from '#prisma/generated/client.ts';

const MAX_LOG_BYTES = 256 * 1024 * 1024;

/** A leased build as its worker gets it: everything but secrets. */
export async function buildJob(tx: Tx, attempt: Attempt): Promise<BuildJob> {
  const build = await tx.build.findUniqueOrThrow({ where: { jobId: attempt.jobId }, include: { definition: true, revision: { include: { files: true } } } });
  const { definition, revision } = build;
  const settings = parseRevisionSettings(revision.settings);
  return {
    kind: 'build',
    lease: { jobId: attempt.jobId, attempt: attempt.number, token: attempt.token },
    buildId: build.id,
    teamId: build.teamId,
    trustDomain: build.trustDomain,
    slot: attempt.slot,
    definition: { id: definition.id, name: definition.name },
    buildNumber: build.number,
    revision: revision.number,
    text: revision.text,
    files: revision.files.map(({ path, sha256, size, executable }) => ({ path, sha256, size, executable })),
    engine: build.engine,
    mode: BuildMode.parse(build.mode),
    destination: { repository: build.repository, tags: stringList(build.tags), uniqueTag: uniqueTag(build, attempt) },
    ...(await credentialRefs(tx, build.teamId, settings)),
    isSecretMountAgreed: definition.secretMountAgreedAt !== null,
    ...siteRules(),
  };
}

/** No two attempts of one definition push to the same tag. */
function uniqueTag(build: Build, attempt: Attempt): string {
  return `build-${build.number}-${attempt.number}`;
}

function siteRules(): Pick<BuildJob, 'insecureRegistries' | 'privateHosts' | 'limits'> {
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

async function credentialRefs(tx: Tx, teamId: string, settings: RevisionSettings): Promise<Pick<BuildJob, 'pull' | 'push' | 'galaxy'>> {
  const ids = [...settings.pullCredentialIds, ...settings.galaxyCredentialIds, ...(settings.pushCredentialId === null ? [] : [settings.pushCredentialId])];
  const rows = await tx.credential.findMany({ where: { teamId, id: { in: ids } } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const found = (wanted: readonly string[]) => wanted.flatMap((id) => byId.get(id) ?? []);
  const push = settings.pushCredentialId === null ? undefined : byId.get(settings.pushCredentialId);
  return { pull: found(settings.pullCredentialIds).map(registryRef), push: push === undefined ? null : registryRef(push), galaxy: found(settings.galaxyCredentialIds).map(galaxyServer) };
}

function registryRef(row: Credential): BuildJob['pull'][number] {
  return { credentialId: row.id, version: row.secretVersion, host: row.host };
}

function galaxyServer(row: Credential): BuildJob['galaxy'][number] {
  return { credentialId: row.id, version: row.secretVersion, name: row.name, url: row.host, authUrl: row.authUrl, username: row.username, hasSecret: row.secret !== null };
}
