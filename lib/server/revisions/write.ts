import type { Actor } from '#lib/contract/common.ts';
import type { RevisionFile, RevisionSettings } from '#lib/contract/definitions.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { definitionFacts } from '#lib/server/definitions/facts.ts';
import { InvalidRequestError } from '#lib/server/errors.ts';
import { newId } from '#lib/server/new-id.ts';
import { checkUploaded } from './check-uploaded.ts';
import { contentHash } from './content-hash.ts';

export type RevisionContent = { text: string; files: readonly RevisionFile[]; settings: RevisionSettings; message: string };

/** Adds the next revision; the caller has raised headRevision to `number` by a conditional update. */
export async function writeRevision(tx: Tx, actor: Actor, revision: RevisionContent & { teamId: string; definitionId: string; number: number }): Promise<void> {
  const { teamId, definitionId, number, text, files, settings, message } = revision;
  await checkFiles(tx, teamId, files);
  await checkCredentials(tx, teamId, settings);
  await tx.revision.create({
    data: {
      id: newId(),
      teamId,
      definitionId,
      number,
      text,
      settings: JSON.stringify(settings),
      contentHash: contentHash(revision),
      message,
      createdBy: actor.id,
      files: { create: files.map((file) => ({ id: newId(), teamId, ...file })) },
    },
  });
  const facts = definitionFacts(text);
  await tx.definition.update({ where: { id: definitionId }, data: { baseImage: facts.baseImage, searchText: facts.searchText, updatedAt: new Date() } });
}

export async function checkFiles(tx: Tx, teamId: string, files: readonly RevisionFile[]): Promise<void> {
  const paths = new Set(files.map((file) => file.path));
  if (paths.size !== files.length) throw new InvalidRequestError('Two files have the same path.');
  const nested = files.find((file) => [...paths].some((path) => path.startsWith(`${file.path}/`)));
  if (nested !== undefined) throw new InvalidRequestError(`"${nested.path}" is a file and a folder at once.`);
  await checkUploaded(tx, teamId, files);
}

export async function checkCredentials(tx: Tx, teamId: string, settings: Pick<RevisionSettings, 'pullCredentialIds' | 'pushCredentialId' | 'galaxyCredentialIds'>): Promise<void> {
  const registries = [...settings.pullCredentialIds, ...(settings.pushCredentialId === null ? [] : [settings.pushCredentialId])];
  const wanted = [...registries.map((id) => ({ id, kind: 'registry' })), ...settings.galaxyCredentialIds.map((id) => ({ id, kind: 'galaxy' }))];
  const known = await tx.credential.findMany({ where: { teamId, id: { in: wanted.map((item) => item.id) } }, select: { id: true, kind: true } });
  const missing = wanted.filter((item) => !known.some((credential) => credential.id === item.id && credential.kind === item.kind));
  if (missing.length > 0) throw new InvalidRequestError('A credential that this definition names was removed. Choose another one in its settings.', missing.map((item) => ({ path: `settings.${item.kind}`, message: `Credential ${item.id} does not exist.` })));
}
