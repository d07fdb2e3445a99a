import { uploadBlob } from './data.ts';
import { pathProblem, withFile, type DraftFile } from './draft.ts';
import { decodeText } from './file-text.ts';

/** A text file stays in the draft until it is saved; anything else goes to the server at once. */
export async function draftFileFrom(path: string, file: File): Promise<DraftFile> {
  const bytes = await file.arrayBuffer();
  const decoded = decodeText(bytes);
  if (decoded.isText) return { path, executable: decoded.text.startsWith('#!'), size: bytes.byteLength, sha256: null, content: decoded.text };
  const blob = await uploadBlob(file);
  return { path, executable: false, size: blob.size, sha256: blob.sha256, content: null };
}

export interface AddResult {
  readonly files: readonly DraftFile[];
  readonly refused: readonly { readonly path: string; readonly why: string }[];
}

/** Adds to `before`; a file of the same name is replaced, a name that cannot be is refused. */
export function addFiles(before: readonly DraftFile[], added: readonly DraftFile[]): AddResult {
  let files: readonly DraftFile[] = before;
  const refused: { path: string; why: string }[] = [];
  for (const file of added) {
    const problem = pathProblem(files.filter((candidate) => candidate.path !== file.path), file.path);
    if (problem === null) files = withFile(files, file);
    else refused.push({ path: file.path, why: problem });
  }
  return { files, refused };
}
