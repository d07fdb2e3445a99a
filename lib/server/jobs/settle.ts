import { createHash } from 'node:crypto';
import { askRegistry } from '#lib/server/credentials/ask-registry.ts';
import { secretOf } from '#lib/server/credentials/for-phase.ts';
import { getDb } from '#lib/server/db/client.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { parseRevisionSettings } from '#lib/server/revisions/present.ts';
import type { Build } from '#prisma/generated/client.ts';
import { endAttempt } from './complete.ts';
import type { LeasedAttempt } from './lease.ts';

const MANIFESTS = 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.docker.distribution.manifest.v2+json';
const NOTE = 'The worker was lost while it moved the tags. The registry shows this image under all of them, so the build is done; what is in the image was not recorded.';

export type Publication = { kind: 'done'; tags: string[]; digest: string } | { kind: 'undone' } | { kind: 'unknown' };

/** Of a build whose worker was lost while it was `publishing`: does its registry show the granted digest under every granted tag? */
export async function findPublication(build: Build): Promise<Publication> {
  const { digest } = build;
  if (build.status !== 'publishing' || digest === null) return { kind: 'undone' };
  const moves = await getDb().tagMove.findMany({ where: { buildId: build.id, digest } });
  try {
    const shown = await Promise.all(moves.map(({ tag }) => digestOf(build, tag)));
    return shown.every((each) => each === digest) ? { kind: 'done', tags: moves.map(({ tag }) => tag), digest } : { kind: 'undone' };
  } catch {
    return { kind: 'unknown' };
  }
}

/** Ends it as the success that it is. */
export async function settlePublished(tx: Tx, leased: LeasedAttempt, { tags, digest }: Extract<Publication, { kind: 'done' }>): Promise<void> {
  if (leased.subject.kind !== 'build') return;
  const { repository } = leased.subject.row;
  await tx.phase.updateMany({ where: { attemptId: leased.attempt.id, name: 'publish', status: 'running' }, data: { status: 'succeeded', finishedAt: new Date() } });
  await endAttempt(tx, leased, { outcome: { kind: 'succeeded', digest, repository, tags }, movedTags: tags, notes: [NOTE] });
}

/** What the registry gives out under a tag; null when there is nothing. @throws when it cannot be asked */
async function digestOf(build: Build, tag: string): Promise<string | null> {
  const [host = '', ...rest] = build.repository.split('/');
  const name = rest.join('/');
  const { answer } = await askRegistry(await pushLogin(build, host), { path: `${name}/manifests/${tag}`, accept: MANIFESTS, scope: `repository:${name}:pull` });
  if (answer.status === 404) return null;
  if (answer.status !== 200) throw new Error(`${host} answered with status ${answer.status}.`);
  return `sha256:${createHash('sha256').update(answer.text).digest('hex')}`;
}

async function pushLogin(build: Build, host: string): Promise<{ host: string; username: string; password: string }> {
  const revision = await getDb().revision.findUniqueOrThrow({ where: { id: build.revisionId } });
  const id = parseRevisionSettings(revision.settings).pushCredentialId;
  const row = id === null ? null : await getDb().credential.findFirst({ where: { id, teamId: build.teamId } });
  // Its password is for its own host only.
  if (row?.host !== host) return { host, username: '', password: '' };
  return { host, username: row.username ?? '', password: secretOf(row) ?? '' };
}
