import type { RevisionFile, RevisionSettings } from '#lib/contract/definitions.ts';
import type { Template } from '#lib/contract/templates.ts';
import type { z } from 'zod';
import { uploadBlob } from './data.ts';
import { storedFile } from './save-draft.ts';
import type { UploadPlan } from './upload-plan.ts';

export const SOURCES = ['blank', 'template', 'upload', 'copy'] as const;
export type Source = (typeof SOURCES)[number];

/** What a new definition is made of. */
export interface SourceContent {
  readonly text: string;
  readonly files: z.infer<typeof RevisionFile>[];
  readonly settings: RevisionSettings | null;
}

export interface ChosenFile {
  readonly path: string;
  readonly file: File;
}

export async function contentOfTemplate(template: Template): Promise<SourceContent> {
  return { text: template.text, files: await Promise.all(template.files.map(storedFile)), settings: null };
}

export async function contentOfUpload(plan: UploadPlan<ChosenFile>): Promise<SourceContent> {
  if (plan.definition === null) throw new Error('Choose an execution-environment.yml first.');
  const files = [];
  for (const { path, entry } of plan.files) {
    const start = new Uint8Array(await entry.file.slice(0, 2).arrayBuffer());
    const isScript = start[0] === 0x23 && start[1] === 0x21;
    const blob = await uploadBlob(entry.file);
    files.push({ path, executable: isScript, ...blob });
  }
  return { text: await plan.definition.file.text(), files, settings: null };
}

