import type { RevisionFile, RevisionSettings, Template } from '#lib/contract/definitions.ts';
import type { z } from 'zod';
import { uploadBlob } from './data.ts';

export const SOURCES = ['blank', 'template', 'upload', 'copy'] as const;
export type Source = (typeof SOURCES)[number];

/** What a new definition is made of. */
export interface SourceContent {
  readonly text: string;
  readonly files: z.infer<typeof RevisionFile>[];
  readonly settings: RevisionSettings | null;
}

export async function contentOfTemplate(template: Template): Promise<SourceContent> {
  const files = [];
  for (const file of template.files) {
    const blob = await uploadBlob(new Blob([file.content]));
    files.push({ path: file.path, executable: file.executable, ...blob });
  }
  return { text: template.text, files, settings: null };
}
