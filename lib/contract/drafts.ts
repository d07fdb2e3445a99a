import { z } from 'zod';
import { Id, Instant, RelativePath, Sha256 } from './common.ts';
import { MAX_DEFINITION_BYTES, RevisionSettings } from './definitions.ts';

/** All texts of files that are in a draft as they are; larger ones are uploaded (POST /blobs) and named by their SHA-256. */
export const MAX_DRAFT_FILES_LENGTH = 1024 * 1024;

/** A file of a draft: stored already (`sha256`), or as the text in hand (`content`). */
export const DraftFile = z.object({ path: RelativePath, executable: z.boolean().default(false), size: z.number().int().min(0), sha256: Sha256.nullable(), content: z.string().nullable() });
export type DraftFile = z.infer<typeof DraftFile>;

const DraftFiles = z
  .array(DraftFile)
  .max(500, 'A draft has at most 500 files beside the definition.')
  .refine((files) => files.every((file) => (file.content === null) !== (file.sha256 === null)), 'Give either sha256 or content of a file.')
  .refine((files) => files.reduce((sum, file) => sum + (file.content?.length ?? 0), 0) <= MAX_DRAFT_FILES_LENGTH, `The unsaved texts of files are more than ${MAX_DRAFT_FILES_LENGTH / 1024 / 1024} MiB together: save the revision, then go on.`);

/** What a person has in hand between two revisions. */
export const DraftContent = z.object({
  baseRevision: z.number().int().min(1),
  text: z.string().max(MAX_DEFINITION_BYTES, `A definition has at most ${MAX_DEFINITION_BYTES / 1024} KiB: move long lists into files beside it.`),
  files: DraftFiles,
  settings: RevisionSettings,
});
export type DraftContent = z.infer<typeof DraftContent>;

/** Names one state of a draft; opaque, never used twice. */
export const DraftVersion = Id;

export const Draft = DraftContent.extend({ version: DraftVersion, updatedAt: Instant });
export type Draft = z.infer<typeof Draft>;

/** The caller's own draft, or null where there is none. */
export const DraftAnswer = z.object({ draft: Draft.nullable() });

/** `version`: the state that this write stands on, null where there was no draft. Another one is refused with stale_draft. */
export const PutDraft = DraftContent.extend({ version: DraftVersion.nullable() });
export type PutDraft = z.infer<typeof PutDraft>;

/** Null: the content is that of its revision, so there is nothing to keep. */
export const PutDraftAnswer = z.object({ version: DraftVersion.nullable() });

export const DiscardDraftQuery = z.object({ version: DraftVersion });
