import type { Diagnostic } from '#lib/ee/diagnostic.ts';

const COMMENT = /#\s*ee-foundry:\s*ignore\s+([\w-]+(?:\s*,\s*[\w-]+)*)/;
const ALONE = `[ \\t]*${COMMENT.source}[ \\t]*\\r?\\n`;
const LINES = new RegExp(`(?<=^|\\n)${ALONE}`, 'g');
const WHOLE_LINES = new RegExp(`(?<=^|(?<!\\\\\\r?)\\n)${ALONE}`, 'g');
const WHOLE_ENDS = new RegExp(`(?<!\\\\[ \\t]*)[ \\t]+${COMMENT.source}[ \\t]*(?=\\r?\\n|$)`, 'g');

/**
 * Drops the warnings that a comment `# ee-foundry: ignore code[, code]` silences: on the same line, or alone
 * on the line before. What prevents a build cannot be silenced.
 */
export function withoutSilenced(text: string, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (!text.includes('ee-foundry:')) return diagnostics;
  const lines = text.split(/\r\n|\n|\r/);
  return diagnostics.filter((diagnostic) => diagnostic.refusedBy !== undefined || !isSilenced(diagnostic, lines));
}

function isSilenced(diagnostic: Diagnostic, lines: readonly string[]): boolean {
  const index = diagnostic.range.start.line - 1;
  const before = lines[index - 1] ?? '';
  return names(lines[index] ?? '', diagnostic.code) || (before.trimStart().startsWith('#') && names(before, diagnostic.code));
}

function names(line: string, code: string): boolean {
  return COMMENT.exec(line)?.[1]?.split(/\s*,\s*/).includes(code) ?? false;
}

/** Where on a line the codes of a silencing comment end, or null where it has none. */
export function silencedBy(line: string): number | null {
  const match = COMMENT.exec(line);
  return match === null ? null : match.index + match[0].length;
}

/**
 * A text without such comments where its reader passes over them: podman one that is alone on a line, outside of
 * here-documents; pip and bindep (`anywhere`) also one at the end of a line, unless the line goes on.
 */
export function withoutSilencingComments(text: string, place: 'line' | 'anywhere'): string {
  if (place === 'anywhere') return text.replaceAll(WHOLE_LINES, '').replaceAll(WHOLE_ENDS, '');
  return /<<-?\s*["']?\w/.test(text) ? text : text.replaceAll(LINES, '');
}
