import type { Credential } from '#lib/contract/credentials.ts';
import type { Definition } from '#lib/contract/definitions.ts';
import { createDefinition, uploadBlob } from './data.ts';
import type { UploadedFile } from './upload-files.ts';
import { importedSettings, type UploadRow } from './upload-plan.ts';

/** Uploads the files of an imported definition and creates it. */
export async function createImported(row: UploadRow, uploads: readonly UploadedFile[], stored: readonly Credential[]): Promise<Definition> {
  const { definition, name } = row;
  const files = [];
  for (const { path, source } of definition.files) {
    const content = source.kind === 'text' ? new Blob([source.text]) : uploads.find((upload) => upload.file.path === source.path)?.content;
    if (content === undefined) throw new Error(`${path} is no longer among the chosen files. Choose them again.`);
    files.push({ path, executable: await isScript(content), ...(await uploadBlob(content)) });
  }
  return createDefinition({ name, description: definition.description, text: definition.text, files, settings: importedSettings(definition, stored), message: 'Imported' });
}

async function isScript(content: Blob): Promise<boolean> {
  const start = new Uint8Array(await content.slice(0, 2).arrayBuffer());
  return start[0] === 0x23 && start[1] === 0x21;
}
