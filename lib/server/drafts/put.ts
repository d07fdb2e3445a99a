import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Actor } from '#lib/contract/common.ts';
import type { DraftContent, PutDraft, PutDraftAnswer } from '#lib/contract/drafts.ts';
import { authorize } from '#lib/server/authorization/can.ts';
import { inTransaction, isUniqueViolation } from '#lib/server/db/transaction.ts';
import type { Tx } from '#lib/server/db/transaction.ts';
import { getDefinitionRow } from '#lib/server/definitions/get-row.ts';
import { InvalidRequestError, StaleDraftError } from '#lib/server/errors.ts';
import { announce } from '#lib/server/events/bus.ts';
import { newId } from '#lib/server/new-id.ts';
import { checkUploaded } from '#lib/server/revisions/check-uploaded.ts';
import { contentHash } from '#lib/server/revisions/content-hash.ts';
import { draftKey } from './row.ts';

/**
 * Keeps what the actor has in hand, if nobody wrote since `version`. Content equal to its revision is no draft.
 * Writing is no audit event: it happens as one types.
 * @throws StaleDraftError
 */
export async function putDraft(actor: Actor, definitionId: string, input: PutDraft): Promise<z.infer<typeof PutDraftAnswer>> {
  const { version: expected, ...content } = input;
  try {
    const version = await inTransaction(async (tx) => {
      const { teamId, headRevision } = await authorizedDefinition(tx, actor, definitionId);
      if (content.baseRevision > headRevision) throw new InvalidRequestError(`There is no revision ${content.baseRevision}.`);
      await checkUploaded(tx, teamId, content.files.flatMap(({ path, sha256, size }) => (sha256 === null ? [] : [{ path, sha256, size }])));
      const key = draftKey(actor, definitionId);
      const isUnchanged = await isLikeItsRevision(tx, definitionId, content);
      return isUnchanged ? remove(tx, key, expected) : write(tx, { ...key, teamId }, content, expected);
    });
    if ((expected === null) !== (version === null)) announce('definitions', definitionId);
    return { version };
  } catch (error) {
    if (isUniqueViolation(error)) throw new StaleDraftError();
    throw error;
  }
}

async function authorizedDefinition(tx: Tx, actor: Actor, definitionId: string): Promise<{ teamId: string; headRevision: number }> {
  const definition = await getDefinitionRow(tx, definitionId);
  authorize(actor, 'draft.keep', definition);
  return definition;
}

type Key = ReturnType<typeof draftKey>;

async function write(tx: Tx, key: Key & { teamId: string }, content: DraftContent, expected: string | null): Promise<string> {
  const { baseRevision, text, files, settings } = content;
  const version = newId();
  const data = { version, baseRevision, text, files: JSON.stringify(files), settings: JSON.stringify(settings), updatedAt: new Date() };
  if (expected === null) {
    await tx.draft.create({ data: { id: newId(), ...key, ...data } });
    return version;
  }
  const { definitionId, actorKind, actorId } = key;
  const written = await tx.draft.updateMany({ where: { definitionId, actorKind, actorId, version: expected }, data });
  if (written.count === 0) throw new StaleDraftError();
  return version;
}

async function remove(tx: Tx, key: Key, expected: string | null): Promise<null> {
  const removed = await tx.draft.deleteMany({ where: { ...key, ...(expected === null ? {} : { version: expected }) } });
  if (expected === null ? removed.count > 0 : removed.count === 0) throw new StaleDraftError();
  return null;
}

async function isLikeItsRevision(tx: Tx, definitionId: string, { baseRevision, text, files, settings }: DraftContent): Promise<boolean> {
  const revision = await tx.revision.findUnique({ where: { definitionId_number: { definitionId, number: baseRevision } }, select: { contentHash: true } });
  const stored = files.map((file) => ({ path: file.path, executable: file.executable, size: file.size, sha256: file.sha256 ?? sha256Of(file.content ?? '') }));
  return revision?.contentHash === contentHash({ text, files: stored, settings });
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
