import type { Diagnostic, TextEdit } from '#lib/ee/diagnostic.ts';
import { readSubject, type LintSubject, type SubjectReading } from '#lib/ee/lint/lint-subject.ts';
import { silencedBy, withoutSilenced, withoutSilencingComments } from '#lib/ee/lint/silence.ts';
import { applyTextEdits, lineBreakOf, lineStartOf, TextLines } from '#lib/ee/text-lines.ts';

/** The comment that silences a finding at its place; null where it would change a value, or silence something else. */
export function ignoreComment(subject: LintSubject, diagnostic: Diagnostic): TextEdit | null {
  const before = readSubject(subject);
  return commentsFor(subject.text, diagnostic).find((edit) => isHarmless(subject, { before, diagnostic, edit })) ?? null;
}

function commentsFor(text: string, { code, range }: Diagnostic): TextEdit[] {
  const start = lineStartOf(text, range.start.offset);
  const line = lineAt(text, start);
  const end = start + line.length;
  const comment = `# ee-foundry: ignore ${code}`;
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  return [
    ...withOneMore(line, start, code),
    ...(start === 0 ? [] : commentAbove(text, start, code)),
    { start, end: start, newText: `${indent}${comment}${lineBreakOf(text)}` },
    { start: end, end, newText: ` ${comment}` },
  ];
}

function commentAbove(text: string, start: number, code: string): TextEdit[] {
  const above = lineStartOf(text, start - 1);
  const line = lineAt(text, above);
  return line.trimStart().startsWith('#') ? withOneMore(line, above, code) : [];
}

/** One code more in a comment that is there. */
function withOneMore(line: string, offset: number, code: string): TextEdit[] {
  const end = silencedBy(line);
  return end === null ? [] : [{ start: offset + end, end: offset + end, newText: `, ${code}` }];
}

interface Try {
  readonly before: SubjectReading;
  readonly diagnostic: Diagnostic;
  readonly edit: TextEdit;
}

function isHarmless(subject: LintSubject, { before, diagnostic, edit }: Try): boolean {
  const text = applyTextEdits(subject.text, [edit]);
  const after = readSubject({ ...subject, text });
  if (withoutSilenced(text, [moved(diagnostic, edit, text)]).length > 0) return false;
  if (meaning(subject, diagnostic, after) !== meaning(subject, diagnostic, before)) return false;
  return codesBut(diagnostic, after) === codesBut(diagnostic, before);
}

/** The same finding in the text with the comment. */
function moved(diagnostic: Diagnostic, edit: TextEdit, text: string): Diagnostic {
  const { start, end } = diagnostic.range;
  const shift = (offset: number) => (edit.start <= offset ? offset + edit.newText.length : offset);
  return { ...diagnostic, range: new TextLines(text).rangeOf({ start: shift(start.offset), end: shift(end.offset) }) };
}

function codesBut({ code }: Diagnostic, { diagnostics }: SubjectReading): string {
  return diagnostics.map((each) => each.code).filter((each) => each !== code).join(' ');
}

/** The values, without the comments that podman, pip and bindep pass over in a block of text. */
function meaning({ fileKind }: LintSubject, { path }: Diagnostic, { value }: SubjectReading): string {
  const place = commentPlaceOf(fileKind ?? path[0]);
  if (place === null) return JSON.stringify(value);
  return JSON.stringify(value, (_key, each: unknown) => (typeof each === 'string' ? withoutSilencingComments(each, place) : each));
}

function commentPlaceOf(section: string | number | undefined): 'line' | 'anywhere' | null {
  if (section === 'additional_build_steps' || section === 'config') return 'line';
  return section === 'dependencies' || section === 'python' || section === 'system' ? 'anywhere' : null;
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  const line = text.slice(start, end < 0 ? text.length : end);
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
