import { z } from 'zod';
import { Id, Instant } from './common.ts';
import { DraftFile } from './drafts.ts';

/** A readable name for those that come with the product, an opaque one for a team's own. */
export const TemplateId = z.string().regex(/^[a-z0-9_]{2,40}$/);

const TemplateTag = z.string().regex(/^[a-z0-9][a-z0-9 .+-]{0,29}$/, 'A tag has up to 30 lower-case letters, digits, spaces, ".", "+" and "-".');
const Title = z.string().trim().min(1, 'Give a title.').max(60, 'A title has at most 60 characters.');
const Description = z.string().trim().max(200, 'Say it in at most 200 characters.');

export const TemplateSummary = z.object({
  id: TemplateId,
  origin: z.enum(['product', 'team']),
  title: z.string(),
  /** What it is for, in one sentence. */
  description: z.string(),
  tags: z.array(z.string()),
  /** Collections, Python and system packages that its text names. */
  contains: z.array(z.string()),
  /** Who made it; null for those that come with the product. */
  createdBy: z.string().nullable(),
  createdAt: Instant.nullable(),
});
export type TemplateSummary = z.infer<typeof TemplateSummary>;

export const TemplateList = z.object({ items: z.array(TemplateSummary) });

export const Template = TemplateSummary.extend({ text: z.string(), files: z.array(DraftFile) });
export type Template = z.infer<typeof Template>;

/** Text and files of a revision (the newest when none is given) become a template; destination and credentials do not. */
export const CreateTemplate = z.object({
  definitionId: Id,
  revision: z.number().int().min(1).nullable().default(null),
  title: Title,
  description: Description.default(''),
  tags: z.array(TemplateTag).max(10, 'A template has at most 10 tags.').default([]),
});
export type CreateTemplate = z.infer<typeof CreateTemplate>;
