import { z } from 'zod';
import { Id, Instant, PageQuery, RelativePath, Sha256, pageOf } from './common.ts';
import { BuildStatus } from './builds.ts';

export const DefinitionName = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'Use lower-case letters, digits, ".", "_" and "-"; start with a letter or digit (it becomes the image name).');

/** host[:port]/path without tag or digest. */
export const Repository = z.string().regex(/^[A-Za-z0-9.-]+(:\d{1,5})?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+$/, 'Give host[:port]/name, without a tag.');
export const Tag = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/, 'A tag has letters, digits, ".", "_" and "-".');

/** What a revision freezes besides text and files. Credentials by reference only. */
export const RevisionSettings = z.object({
  /** Where the image goes. Null: the default registry and the definition's name. */
  repository: Repository.nullable().default(null),
  /** Empty: the tags in options.tags, else "latest". */
  tags: z.array(Tag).max(20).default([]),
  pullCredentialIds: z.array(Id).max(20).default([]),
  pushCredentialId: Id.nullable().default(null),
  /** In the order in which ansible-galaxy asks them. */
  galaxyCredentialIds: z.array(Id).max(20).default([]),
  /** Labels that a worker must have. */
  workerLabels: z.array(z.string().max(63)).max(20).default([]),
});
export type RevisionSettings = z.infer<typeof RevisionSettings>;

/** A file beside the definition. Its content was uploaded before (POST /blobs). */
export const RevisionFile = z.object({
  path: RelativePath,
  sha256: Sha256,
  size: z.number().int().min(0),
  executable: z.boolean().default(false),
});
export type RevisionFile = z.infer<typeof RevisionFile>;

export const MAX_DEFINITION_BYTES = 256 * 1024;
const DefinitionText = z.string().max(MAX_DEFINITION_BYTES);

export const RevisionSummary = z.object({
  id: Id,
  number: z.number().int(),
  message: z.string(),
  createdBy: z.string(),
  createdAt: Instant,
  contentHash: Sha256,
});
export type RevisionSummary = z.infer<typeof RevisionSummary>;

export const Revision = RevisionSummary.extend({
  definitionId: Id,
  text: z.string(),
  files: z.array(RevisionFile),
  settings: RevisionSettings,
});
export type Revision = z.infer<typeof Revision>;

export const LastBuild = z.object({ id: Id, number: z.number().int(), status: BuildStatus, revision: z.number().int(), createdAt: Instant, finishedAt: Instant.nullable() });
export type LastBuild = z.infer<typeof LastBuild>;

export const DefinitionSummary = z.object({
  id: Id,
  name: DefinitionName,
  description: z.string(),
  baseImage: z.string(),
  headRevision: z.number().int(),
  tags: z.array(z.string()),
  createdBy: z.string(),
  updatedAt: Instant,
  isArchived: z.boolean(),
  lastBuild: LastBuild.nullable(),
  /** The caller has unsaved work on it. */
  hasDraft: z.boolean(),
});
export type DefinitionSummary = z.infer<typeof DefinitionSummary>;

export const Definition = DefinitionSummary.extend({
  head: Revision,
  secretMountAgreement: z.object({ by: z.string(), at: Instant }).nullable(),
  /** Where the image goes when settings.repository is null. */
  defaultRepository: Repository,
});
export type Definition = z.infer<typeof Definition>;

export const DefinitionListQuery = PageQuery.extend({
  q: z.string().max(200).default(''),
  sort: z.enum(['name', 'updatedAt', 'baseImage']).default('name'),
  order: z.enum(['asc', 'desc']).default('asc'),
  archived: z.enum(['true', 'false']).default('false').transform((value) => value === 'true'),
});
export type DefinitionListQuery = z.infer<typeof DefinitionListQuery>;
export const DefinitionPage = pageOf(DefinitionSummary);

export const CreateDefinition = z.object({
  name: DefinitionName,
  description: z.string().max(500).default(''),
  text: DefinitionText,
  files: z.array(RevisionFile).max(500).default([]),
  settings: RevisionSettings.prefault({}),
  message: z.string().max(500).default(''),
});
export type CreateDefinition = z.infer<typeof CreateDefinition>;

export const UpdateDefinition = z.object({
  name: DefinitionName.optional(),
  description: z.string().max(500).optional(),
  isArchived: z.boolean().optional(),
});
export type UpdateDefinition = z.infer<typeof UpdateDefinition>;

/** `baseRevision` is the revision that was edited: an older one than the head is refused with stale_revision. */
export const SaveRevision = z.object({
  baseRevision: z.number().int().min(1),
  text: DefinitionText,
  files: z.array(RevisionFile).max(500),
  settings: RevisionSettings,
  message: z.string().max(500).default(''),
  /** State of the caller's draft that this content was; the draft is gone with the save. */
  draftVersion: Id.nullish(),
});
export type SaveRevision = z.infer<typeof SaveRevision>;

export const StoredBlob = z.object({ sha256: Sha256, size: z.number().int() });
export type StoredBlob = z.infer<typeof StoredBlob>;

export const Agreement = z.object({ kind: z.literal('galaxy-secret-mount') });
