import type { RevisionFile, RevisionSettings } from '#lib/contract/definitions.ts';
import type { Template } from '#lib/contract/templates.ts';
import type { z } from 'zod';
import { storedFile } from './save-draft.ts';

export const SOURCES = ['blank', 'template', 'upload', 'copy'] as const;
export type Source = (typeof SOURCES)[number];

/** What a new definition is made of. */
export interface SourceContent {
  readonly text: string;
  readonly files: z.infer<typeof RevisionFile>[];
  readonly settings: RevisionSettings | null;
}

export async function contentOfTemplate(template: Template): Promise<SourceContent> {
  return { text: template.text, files: await Promise.all(template.files.map(storedFile)), settings: null };
}
