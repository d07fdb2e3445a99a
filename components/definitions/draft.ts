import { RelativePath } from '#lib/contract/common.ts';
import { RevisionSettings, type Revision, type RevisionFile } from '#lib/contract/definitions.ts';
import { DraftFile } from '#lib/contract/drafts.ts';
import { z } from 'zod';

export type { DraftFile };

/** What a person has in hand between two revisions; here without the limits of what the server keeps. */
export const Draft = z.object({ baseRevision: z.number().int(), text: z.string(), files: z.array(DraftFile), settings: RevisionSettings });
export type Draft = z.infer<typeof Draft>;

function draftFileOf(file: z.infer<typeof RevisionFile>): DraftFile {
  return { ...file, content: null };
}

export function draftOf(revision: Revision): Draft {
  return { baseRevision: revision.number, text: revision.text, files: revision.files.map(draftFileOf), settings: revision.settings };
}

function fileKey(file: { path: string; executable: boolean; sha256: string | null; content?: string | null }): string {
  return JSON.stringify([file.path, file.executable, file.sha256, file.content ?? null]);
}

/** Equal in path, mode and content, as far as that is known here. */
export function sameFile(a: DraftFile, b: DraftFile): boolean {
  return fileKey(a) === fileKey(b);
}

function sameFiles(a: readonly DraftFile[], b: readonly DraftFile[]): boolean {
  const left = a.map(fileKey).sort();
  const right = b.map(fileKey).sort();
  return left.length === right.length && left.every((key, index) => key === right[index]);
}

function sameSettings(a: RevisionSettings, b: RevisionSettings): boolean {
  const ordered = (settings: RevisionSettings) => JSON.stringify(Object.entries(settings).sort(([one], [other]) => one.localeCompare(other)));
  return ordered(a) === ordered(b);
}

/** Equal in content, whatever they are based on. */
export function sameContent(a: Draft, b: Draft): boolean {
  return a.text === b.text && sameFiles(a.files, b.files) && sameSettings(a.settings, b.settings);
}

/** Puts `file` in place of the one with `path`, or at the end. */
export function withFile(files: readonly DraftFile[], file: DraftFile, path = file.path): DraftFile[] {
  const index = files.findIndex((candidate) => candidate.path === path);
  return index < 0 ? [...files, file] : files.map((candidate, at) => (at === index ? file : candidate));
}

export function withoutFile(files: readonly DraftFile[], path: string): DraftFile[] {
  return files.filter((file) => file.path !== path);
}

/** Why a new path cannot be used, or null. */
export function pathProblem(files: readonly DraftFile[], path: string): string | null {
  const checked = RelativePath.safeParse(path);
  if (!checked.success) return path === '' ? 'Give a name.' : (checked.error.issues[0]?.message ?? 'This name cannot be used.');
  if (/^execution-environment\.ya?ml$/.test(path)) return 'This name belongs to the definition itself.';
  if (files.some((file) => file.path === path)) return 'There is a file with this name.';
  if (files.some((file) => file.path.startsWith(`${path}/`) || path.startsWith(`${file.path}/`))) return 'A file and a folder cannot have the same name.';
  return null;
}

/** Differences of files in words: "files/a.sh added". */
export function fileChanges(before: readonly DraftFile[], after: readonly DraftFile[]): { path: string; change: 'added' | 'removed' | 'changed' }[] {
  const paths = [...new Set([...before, ...after].map((file) => file.path))].sort();
  return paths.flatMap((path): { path: string; change: 'added' | 'removed' | 'changed' }[] => {
    const old = before.find((file) => file.path === path);
    const now = after.find((file) => file.path === path);
    if (old === undefined) return [{ path, change: 'added' }];
    if (now === undefined) return [{ path, change: 'removed' }];
    return fileKey(old) === fileKey(now) ? [] : [{ path, change: 'changed' }];
  });
}
