import { visit } from 'yaml';
import type { TextEdit } from '#lib/ee/diagnostic.ts';
import { isBlockScalar } from '#lib/ee/edit/geometry.ts';
import type { Layout } from '#lib/ee/edit/layout.ts';
import type { YamlSource } from '#lib/ee/yaml/source.ts';

/**
 * What an edit may need besides at the end of a text that has no final line break, where a block of text (`|`)
 * has none in its value either: a line break after a new block, or `|-` for a block that no longer ends the text.
 */
export function textEndEdits({ text, document }: YamlSource, layout: Layout): TextEdit[][] {
  if (text === '' || text.endsWith('\n')) return [];
  const lineBreak = { start: text.length, end: text.length, newText: layout.lineBreak };
  const headers: TextEdit[] = [];
  visit(document, {
    Scalar(_, node) {
      const [start, end] = node.range ?? [0, 0, 0];
      if (isBlockScalar(node) && end === text.length && /^[|>]\d?(?![-+\d])/.test(text.slice(start))) {
        headers.push({ start: start + 1, end: start + 1, newText: '-' });
      }
    },
  });
  return headers.length === 0 ? [[lineBreak]] : [[lineBreak], headers, [...headers, lineBreak]];
}
