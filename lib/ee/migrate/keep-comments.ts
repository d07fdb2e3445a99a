import type { EditSuccess } from '#lib/ee/edit/definition-edit.ts';
import { lineBreakOf, lineStartOf } from '#lib/ee/text-lines.ts';
import { listComments, missingComments } from '#lib/ee/yaml/comments.ts';
import { readYaml } from '#lib/ee/yaml/read.ts';
import { toPlain } from '#lib/ee/yaml/tree.ts';

/** The edited text with the comments that the edit took away, on lines of their own at its place. */
export function withLostComments(before: string, { text, edits }: EditSuccess): string {
  const lost = missingComments(listComments(before), listComments(text));
  const start = Math.min(...edits.map((edit) => edit.start));
  if (lost.length === 0 || !Number.isFinite(start)) return text;
  const lineStart = lineStartOf(text, start);
  const indent = /^ */.exec(before.slice(lineStartOf(before, start)))?.[0] ?? '';
  const lines = lost.map((comment) => indent + comment + lineBreakOf(before)).join('');
  const changed = text.slice(0, lineStart) + lines + text.slice(lineStart);
  return valueOf(changed) === valueOf(text) ? changed : text;
}

/** Between its edits a definition fits no version: its plain values are compared. */
function valueOf(text: string): string | null {
  const read = readYaml(text);
  if (read === null || read.source.problems.length > 0 || read.construction.root === null) return null;
  return JSON.stringify(toPlain(read.construction.root));
}
