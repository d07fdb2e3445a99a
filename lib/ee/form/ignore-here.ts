import type { Diagnostic, Path, TextEdit } from '#lib/ee/diagnostic.ts';
import { parseDefinition, type ParsedDefinition, type ParseOptions } from '#lib/ee/parse.ts';
import { applyTextEdits, lineBreakOf } from '#lib/ee/text-lines.ts';
import { treeAt } from '#lib/ee/yaml/tree.ts';

const NOTE = /(#\s*ee-foundry:\s*ignore\s+[\w-]+(?:\s*,\s*[\w-]+)*)/;

/**
 * The comment that silences a warning at its place, or null when it cannot be silenced there. Whatever would
 * change the rest of the definition is not offered.
 */
export function ignoreHere(text: string, diagnostic: Diagnostic, options: ParseOptions = {}): readonly TextEdit[] | null {
  if (diagnostic.severity === 'error' || diagnostic.refusedBy !== undefined) return null;
  const before = parseDefinition(text, options);
  for (const { edits, isInBlock } of waysOf(text, diagnostic)) {
    const after = parseDefinition(applyTextEdits(text, edits), options);
    const keepsValue = JSON.stringify(after.model) === JSON.stringify(before.model);
    if (!silences(before, after, diagnostic)) continue;
    if (keepsValue || (isInBlock && isLiteralBlock(before, diagnostic.path))) return edits;
  }
  return null;
}

/** A text in which a line that begins with # is a comment itself: requirement lines and instructions. */
function isLiteralBlock({ document }: ParsedDefinition, path: Path): boolean {
  const tree = treeAt(document.root, path);
  const isCommentable = path[0] === 'additional_build_steps' || (path[0] === 'dependencies' && (path[1] === 'python' || path[1] === 'system'));
  return isCommentable && tree !== null && document.text[tree.span.start] === '|';
}

interface Way {
  readonly edits: readonly TextEdit[];
  /** A line of its own above: harmless in a block of lines, too. */
  readonly isInBlock: boolean;
}

function waysOf(text: string, { range, code }: Diagnostic): Way[] {
  const start = lineStart(text, range.start.offset);
  const end = lineEnd(text, start);
  const line = text.slice(start, end);
  const note = `# ee-foundry: ignore ${code}`;
  const previousStart = start === 0 ? 0 : lineStart(text, start - 1);
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  const above = { start, end: start, newText: `${indent}${note}${lineBreakOf(text)}` };
  const more = [...extended(text.slice(previousStart, start), previousStart, code), ...extended(line, start, code)];
  return [
    ...more.map((edit) => ({ edits: [edit], isInBlock: true })),
    { edits: [above], isInBlock: true },
    { edits: [{ start: end, end, newText: ` ${note}` }], isInBlock: false },
  ];
}

/** One code more in a comment that is there. */
function extended(line: string, offset: number, code: string): TextEdit[] {
  const match = NOTE.exec(line);
  if (match?.[1] === undefined) return [];
  const end = offset + match.index + match[1].length;
  return [{ start: end, end, newText: `, ${code}` }];
}

/** The finding is gone, and nothing else happened. */
function silences(before: ParsedDefinition, after: ParsedDefinition, diagnostic: Diagnostic): boolean {
  const isSame = ({ code, message }: Diagnostic) => code === diagnostic.code && message === diagnostic.message;
  const others = new Set(before.diagnostics.map(({ code }) => code));
  const hasFewer = after.diagnostics.filter(isSame).length < before.diagnostics.filter(isSame).length;
  return hasFewer && after.diagnostics.every(({ code }) => others.has(code));
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

function lineEnd(text: string, start: number): number {
  const end = /\r?\n/.exec(text.slice(start));
  return end === null ? text.length : start + end.index;
}
