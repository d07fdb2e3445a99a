import { z } from 'zod';
import type { Actor } from '#lib/contract/common.ts';
import { DraftFile } from '#lib/contract/drafts.ts';
import type { Draft } from '#lib/contract/drafts.ts';
import { parseRevisionSettings } from '#lib/server/revisions/present.ts';
import type { Draft as DraftRow } from '#prisma/generated/client.ts';

const Files = z.array(DraftFile);

/** A draft belongs to one actor: there is no other way to name one. */
export function draftKey(actor: Actor, definitionId: string) {
  return { definitionId, actorKind: actor.kind, actorId: actor.id };
}

export function presentDraft(row: DraftRow): Draft {
  const { version, baseRevision, text } = row;
  return { version, baseRevision, text, files: Files.parse(JSON.parse(row.files)), settings: parseRevisionSettings(row.settings), updatedAt: row.updatedAt.toISOString() };
}
