import { isAlias, visit } from 'yaml';
import { parseDefinition } from '#lib/ee/parse.ts';
import { lineStartOf } from '#lib/ee/text-lines.ts';
import { constructTree } from '#lib/ee/yaml/construct.ts';
import { printEntry, type EditValue } from '#lib/ee/yaml/print.ts';
import { readYamlSource } from '#lib/ee/yaml/source.ts';
import { toPlain, type MapEntry } from '#lib/ee/yaml/tree.ts';

const LAYOUT = { step: 2, listStep: 2, lineBreak: '\n', usesBlocks: true };

/**
 * Each key of a definition as text of its own: its lines with their comments, or its value where lines cannot
 * stand alone (aliases, one flow mapping, a block of text that ends the file).
 */
export function sectionTexts(text: string): Map<string, string> {
  const { root, source } = parseDefinition(text).document;
  if (root?.kind !== 'map' || source === null) return new Map();
  let hasAlias = false;
  visit(source.document, {
    Node(_, node) {
      hasAlias ||= isAlias(node);
    },
  });
  const starts = root.entries.map(({ key }) => key.span.start).sort((a, b) => a - b);
  return new Map(
    root.entries.map((entry) => {
      const key = entry.key.source;
      const lines = hasAlias || entry.isMerged ? null : linesOf(text, entry, starts);
      const value = toPlain(entry.value) as EditValue;
      return [key, lines !== null && hasValue(lines, key, value) ? lines : printEntry(key, value, 0, LAYOUT)];
    }),
  );
}

function linesOf(text: string, entry: MapEntry, starts: readonly number[]): string | null {
  const start = entry.key.span.start;
  const lineStart = lineStartOf(text, start);
  if (lineStart !== start) return null;
  const next = starts[starts.indexOf(start) + 1];
  const lines = text.slice(commentsStart(text, start), next === undefined ? text.length : commentsStart(text, next)).split(/\r?\n/);
  while (lines.length > 0 && /^(?:\s*|\.\.\.\s*)$/.test(lines.at(-1) ?? '')) lines.pop();
  return lines.join('\n');
}

function commentsStart(text: string, keyStart: number): number {
  let start = keyStart;
  while (start > 0) {
    const before = lineStartOf(text, start - 1);
    if (!text.slice(before, start).startsWith('#')) break;
    start = before;
  }
  return start;
}

function hasValue(lines: string, key: string, value: EditValue): boolean {
  const source = readYamlSource(`${lines}\n`);
  const { root, problems } = constructTree(source);
  if (root === null || source.problems.length > 0 || problems.length > 0) return false;
  return JSON.stringify(toPlain(root)) === JSON.stringify({ [key]: value });
}

/** The lines of a section deeper in; the first gets the dash of its item. Lines inside blocks of text move along. */
export function indentLines(text: string, first: string): string {
  const indent = ' '.repeat(first.length);
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? first + line : line === '' ? '' : indent + line))
    .join('\n');
}
