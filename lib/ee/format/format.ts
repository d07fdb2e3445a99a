import { Parser, type CST } from 'yaml';
import type { TextEdit } from '#lib/ee/diagnostic.ts';
import { failure, type EditFailure } from '#lib/ee/edit/failure.ts';
import { commentColumn } from '#lib/ee/format/comment-column.ts';
import { LinePlans } from '#lib/ee/format/line-plan.ts';
import { commentsOf, isSameTree } from '#lib/ee/format/same-content.ts';
import { NoLayout, planValue } from '#lib/ee/format/walk.ts';
import { applyTextEdits, lineBreakOf } from '#lib/ee/text-lines.ts';
import { constructTree } from '#lib/ee/yaml/construct.ts';
import { readYamlSource } from '#lib/ee/yaml/source.ts';
import type { YamlTree } from '#lib/ee/yaml/tree.ts';

export interface Formatting {
  readonly ok: true;
  readonly text: string;
  /** The same as edits of the given text, one for each place that changes. */
  readonly edits: readonly TextEdit[];
}

/**
 * Lays a YAML text out: two spaces a level, lists indented below their key, one space after `:` and `-`, no
 * trailing spaces, at most one blank line in a row, a final line break. Values, comments, quotes, flow style and
 * the order of keys stay. Fails on texts that are not YAML, and on the few whose layout cannot be changed safely.
 */
export function formatDefinition(text: string): Formatting | EditFailure {
  const before = readTree(text);
  if (before === null) return failure('invalid-yaml', 'The text is not valid YAML. Correct it first.');
  try {
    const edits = layoutEdits(text);
    const formatted = applyTextEdits(text, edits);
    if (isSafe(text, before.root, formatted)) return { ok: true, text: formatted, edits };
  } catch (error) {
    if (!(error instanceof NoLayout || error instanceof RangeError)) throw error;
  }
  return failure('not-editable', 'The layout of this text cannot be changed without changing its meaning.');
}

function readTree(text: string): { root: YamlTree | null } | null {
  try {
    const source = readYamlSource(text);
    const { root, problems } = constructTree(source);
    return source.problems.length > 0 || problems.length > 0 ? null : { root };
  } catch (error) {
    if (error instanceof RangeError) return null; // nesting deeper than the stack
    throw error;
  }
}

function isSafe(text: string, root: YamlTree | null, formatted: string): boolean {
  const after = readTree(formatted);
  if (after === null || !isSameTree(root, after.root)) return false;
  return commentsOf(text).join('\n') === commentsOf(formatted).join('\n');
}

function layoutEdits(text: string): TextEdit[] {
  const plans = new LinePlans(text);
  const documents = [...new Parser().parse(text)].filter((token): token is CST.Document => token.type === 'document');
  for (const { value } of documents) {
    if (value === undefined) continue;
    planValue(plans, value, 0, []);
  }
  const last = lastLine(plans);
  return [...plans.edits, ...lineEdits(plans, last), ...endEdits(plans, last)].filter((edit) => text.slice(edit.start, edit.end) !== edit.newText);
}

function lineEdits(plans: LinePlans, last: number): TextEdit[] {
  const edits: TextEdit[] = [];
  let hasContent = false;
  let isAfterBlank = false;
  for (let line = 0; line <= last; line += 1) {
    const isBlank = plans.get(line) === null && plans.contentOf(line).trim() === '';
    const isRemoved = isBlank && (isAfterBlank || !hasContent);
    if (isRemoved) edits.push({ start: plans.startOf(line), end: plans.startOf(line + 1), newText: '' });
    else edits.push(...indentEdits(plans, line), ...trailingEdits(plans, line));
    isAfterBlank = isBlank;
    hasContent ||= !isBlank;
  }
  return edits;
}

function indentEdits(plans: LinePlans, line: number): TextEdit[] {
  const start = plans.startOf(line);
  const content = plans.contentOf(line);
  const plan = plans.get(line);
  const indent = content.length - content.trimStart().length;
  if (plan?.kind === 'block') {
    const isEmpty = content.length <= plan.cut && content.trim() === '';
    return [{ start, end: start + Math.min(plan.cut, content.length), newText: isEmpty ? '' : ' '.repeat(plan.column) }];
  }
  if (content.trim() === '') return [];
  if (plan !== null) return [{ start, end: start + indent, newText: ' '.repeat(plan.column) }];
  if (!content.trimStart().startsWith('#')) return [];
  const column = commentColumn(indent, levelsAround(plans, line, -1), levelsAround(plans, line, 1));
  return [{ start, end: start + indent, newText: ' '.repeat(column) }];
}

function levelsAround(plans: LinePlans, line: number, step: 1 | -1) {
  for (let other = line + step; other >= 0 && other < plans.lineCount; other += step) {
    const levels = plans.levelsOf(other);
    if (levels.length > 0) return levels;
  }
  return [];
}

function trailingEdits(plans: LinePlans, line: number): TextEdit[] {
  const plan = plans.get(line);
  if (plan?.kind === 'block' || plan?.kind === 'continuation' && plan.keepsEnd || endsInQuotes(plans, line)) return [];
  const content = plans.contentOf(line);
  const end = content.trimEnd().length;
  const start = plans.startOf(line);
  return [{ start: start + end, end: start + content.length, newText: '' }];
}

/** A quoted value that goes on in the next line may end with an escaped space. */
function endsInQuotes(plans: LinePlans, line: number): boolean {
  const next = plans.get(line + 1);
  return next?.kind === 'continuation' && /\\\s*$/.test(plans.contentOf(line));
}

/** No blank lines at the end, but a line break: unless a block of text ends there, whose value it would change. */
function endEdits(plans: LinePlans, last: number): TextEdit[] {
  const { text } = plans;
  if (last < 0) return [];
  const hasBreak = last + 1 < plans.lineCount;
  if (hasBreak) return [{ start: plans.startOf(last + 1), end: text.length, newText: '' }];
  return plans.get(last)?.kind === 'block' ? [] : [{ start: text.length, end: text.length, newText: lineBreakOf(text) }];
}

/** The last line that is not blank, or that belongs to a value; -1 when there is none. */
function lastLine(plans: LinePlans): number {
  let line = plans.lineCount - 1;
  while (line >= 0 && plans.contentOf(line).trim() === '' && plans.get(line) === null) line -= 1;
  return line;
}
