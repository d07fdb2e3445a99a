import type { Inventory } from '#lib/contract/inventory.ts';
import type { ImportFile } from '#lib/ee/import/types.ts';
import { isZip, readZip } from '#lib/ee/import/zip.ts';
import { decodeText } from './file-text.ts';

/** A file that was chosen or came out of an archive. */
export interface UploadedFile {
  readonly file: ImportFile;
  readonly content: Blob;
}

const ARCHIVE_START = 4;

/** Reads what was chosen; a zip archive stands for the files in it. @throws ZipError */
export async function readUploads(chosen: readonly File[]): Promise<UploadedFile[]> {
  const files = await Promise.all(chosen.map(readChosen));
  return files.flat();
}

async function readChosen(chosen: File): Promise<UploadedFile[]> {
  const path = chosen.webkitRelativePath === '' ? chosen.name : chosen.webkitRelativePath;
  const start = new Uint8Array(await chosen.slice(0, ARCHIVE_START).arrayBuffer());
  if (!isZip(start)) return [await uploadOf(path, chosen)];
  const entries = await readZip(new Uint8Array(await chosen.arrayBuffer()));
  return Promise.all(entries.map((entry) => uploadOf(entry.path, new Blob([entry.bytes]))));
}

async function uploadOf(path: string, content: Blob): Promise<UploadedFile> {
  const decoded = decodeText(await content.arrayBuffer());
  return { file: { path, text: decoded.isText ? decoded.text : null }, content };
}

/** Text that was pasted: what it is shows in its content. */
export function pastedFile(text: string): UploadedFile {
  return { file: { path: 'pasted text', text }, content: new Blob([text]) };
}

/** What is in an image, as if it had been chosen as a file. The draft is named after the image. */
export function contentsFile(contents: Inventory, image = 'contents'): UploadedFile {
  const text = JSON.stringify(contents);
  const name = image.replace(/@.*$/, '').replace(/:[^/:]*$/, '').split('/').at(-1) ?? image;
  return { file: { path: `${name}.json`, text }, content: new Blob([text]) };
}
