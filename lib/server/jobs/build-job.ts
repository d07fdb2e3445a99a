import { BuildMode } from '#lib/contract/builds.ts';
import type { BuildJob } from '#lib/contract/worker-protocol.ts';
import { stringList } from '#lib/server/db/json.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { parseRevisionSettings } from '#lib/server/revisions/present.ts';
import type { Attempt, Build } from '#prisma/generated/client.ts';
import { findCredentials, jobBase, registryRef } from './job-base.ts';

/** A leased build as its worker gets it: everything but secrets. */
export async function buildJob(tx: Tx, attempt: Attempt): Promise<BuildJob> {
  const build = await tx.build.findUniqueOrThrow({ where: { jobId: attempt.jobId }, include: { definition: true, revision: { include: { files: true } } } });
  const { definition, revision } = build;
  const settings = parseRevisionSettings(revision.settings);
  const [push] = settings.pushCredentialId === null ? [] : await findCredentials(tx, build.teamId, [settings.pushCredentialId]);
  return {
    ...(await jobBase(tx, attempt, { teamId: build.teamId, trustDomain: build.trustDomain, settings })),
    definition: { id: definition.id, name: definition.name },
    kind: 'build',
    buildId: build.id,
    buildNumber: build.number,
    revision: revision.number,
    text: revision.text,
    files: revision.files.map(({ path, sha256, size, executable }) => ({ path, sha256, size, executable })),
    engine: build.engine,
    mode: BuildMode.parse(build.mode),
    destination: { repository: build.repository, tags: stringList(build.tags), uniqueTag: uniqueTag(build, attempt) },
    push: push === undefined ? null : registryRef(push),
    isSecretMountAgreed: definition.secretMountAgreedAt !== null,
  };
}

/** No two attempts of one definition push to the same tag. */
function uniqueTag(build: Build, attempt: Attempt): string {
  return `build-${build.number}-${attempt.number}`;
}
