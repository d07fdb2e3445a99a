import type { Diagnostic, QuickFix, TextEdit } from '#lib/ee/diagnostic.ts';
import { difference } from '#lib/ee/lint/fixes.ts';
import { silencedBy } from '#lib/ee/lint/silence.ts';
import { migrateDefinition } from '#lib/ee/migrate/migrate.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import { applyTextEdits } from '#lib/ee/text-lines.ts';

/** What an author can choose for a finding in a definition: its own fix, the migration, and to silence it. */
export function quickFixesOf(text: string, diagnostic: Diagnostic): QuickFix[] {
  const own = diagnostic.fix === undefined ? [] : [diagnostic.fix];
  return [...own, ...migration(text, diagnostic), ...silence(text, diagnostic)];
}

function migration(text: string, { code }: Diagnostic): QuickFix[] {
  if (code !== 'deprecated-version' && code !== 'deprecated-key') return [];
  const result = migrateDefinition(text);
  return result.ok ? [{ title: 'Migrate to version 3', edits: [difference(text, result.text)] }] : [];
}

/** A comment where it changes no value and silences nothing but this finding. */
function silence(text: string, diagnostic: Diagnostic): QuickFix[] {
  if (diagnostic.refusedBy !== undefined) return [];
  const edit = commentsFor(text, diagnostic).find((candidate) => isSilent(text, diagnostic, candidate));
  return edit === undefined ? [] : [{ title: `Ignore ${diagnostic.code} here`, edits: [edit] }];
}

function commentsFor(text: string, { code, range }: Diagnostic): TextEdit[] {
  const start = text.lastIndexOf('\n', range.start.offset - 1) + 1;
  const feed = text.indexOf('\n', range.start.offset);
  const contentEnd = feed < 0 ? text.length : feed;
  const end = text[contentEnd - 1] === '\r' ? contentEnd - 1 : contentEnd;
  const indent = /^ */.exec(text.slice(start))?.[0] ?? '';
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const comment = `# ee-foundry: ignore ${code}`;
  const extended = silencedBy(text.slice(start, end));
  return [
    ...(extended === null ? [] : [{ start: start + extended, end: start + extended, newText: `, ${code}` }]),
    { start, end: start, newText: `${indent}${comment}${lineBreak}` },
    { start: end, end, newText: ` ${comment}` },
  ];
}

function isSilent(text: string, diagnostic: Diagnostic, edit: TextEdit): boolean {
  const before = parseDefinition(text);
  const after = parseDefinition(applyTextEdits(text, [edit]));
  if (JSON.stringify(before.model) !== withoutComment(JSON.stringify(after.model), diagnostic)) return false;
  const codes = after.diagnostics.map(({ code }) => code);
  const codesBefore = before.diagnostics.map(({ code }) => code);
  const others = codesBefore.filter((code) => code !== diagnostic.code);
  return others.every((code) => codes.includes(code)) && count(codes, diagnostic.code) < count(codesBefore, diagnostic.code);
}

/** In a block of text the comment is part of the value: alone on a line it means nothing to podman, pip and bindep. */
function withoutComment(model: string, { code, path }: Diagnostic): string {
  const comment = `# ee-foundry: ignore ${code}`;
  const alone = model.replaceAll(new RegExp(` *${comment}\\\\n`, 'g'), '');
  return path[0] === 'dependencies' ? alone.split(` ${comment}`).join('') : alone;
}

function count(codes: readonly string[], code: string): number {
  return codes.filter((each) => each === code).length;
}
