import type { Diagnostic } from '#lib/ee/diagnostic.ts';

const COMMENT = /#\s*ee-foundry:\s*ignore\s+([\w-]+(?:\s*,\s*[\w-]+)*)/;

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
