import type { TextEdit } from '#lib/ee/diagnostic.ts';
import type { AnsibleYaml } from '#lib/ee/import/ansible-yaml.ts';
import { hasJinja, type JinjaFiller } from '#lib/ee/import/ee-utilities/jinja.ts';
import { applyTextEdits, lineStartOf } from '#lib/ee/text-lines.ts';
import { constructTree } from '#lib/ee/yaml/construct.ts';
import { printInline, type EditValue } from '#lib/ee/yaml/print.ts';
import { readYamlSource } from '#lib/ee/yaml/source.ts';
import { toPlain, UnprintableValue, type MapEntry, type MapTree, type PlainValue, type ScalarTree, type YamlTree } from '#lib/ee/yaml/tree.ts';
import type { Section } from '#lib/ee/import/definition-text.ts';

interface Taken {
  readonly yaml: AnsibleYaml;
  readonly filler: JinjaFiller;
  /** The mapping that the entry stands in. */
  readonly parent: MapTree;
  readonly entry: MapEntry;
  /** The key that it gets. */
  readonly key: string;
}

/** An entry of a playbook as a part of a definition: with its comments where its lines can be taken over, else as its value. */
export function takeSection(taken: Taken): Section {
  const { yaml, filler, entry, key } = taken;
  const value = filledValue(yaml, filler, entry.value, key);
  const text = takeText(taken);
  const isTaken = text !== null && isSameValue(text, key, value);
  return isTaken ? { key, text } : { key, value };
}

/** A value with everything filled in that is known. */
export function filledValue(yaml: AnsibleYaml, filler: JinjaFiller, tree: YamlTree, place: string): EditValue {
  if (tree.kind === 'sequence') return tree.items.map((item, index) => filledValue(yaml, filler, item, `${place}[${String(index)}]`));
  if (tree.kind === 'map') {
    return Object.fromEntries(tree.entries.map(({ key, value }) => [key.source, filledValue(yaml, filler, value, `${place}.${key.source}`)]));
  }
  if (tree.scalar.type === 'str') return isEvaluated(yaml, tree) ? filler.fill(tree.scalar.value, place) : tree.scalar.value;
  const plain = toPlain(tree);
  return plain instanceof UnprintableValue ? plain.source : (plain as string | number | boolean | null);
}

function isEvaluated(yaml: AnsibleYaml, tree: ScalarTree): boolean {
  return hasJinja(tree.source) && !yaml.unsafe.has(tree.span.start);
}

function isSameValue(text: string, key: string, value: EditValue): boolean {
  const source = readYamlSource(`${text}\n`);
  const { root, problems } = constructTree(source);
  if (root === null || source.problems.length > 0 || problems.length > 0) return false;
  return JSON.stringify(withoutDates(toPlain(root))) === JSON.stringify({ [key]: value });
}

function withoutDates(value: PlainValue): unknown {
  if (value instanceof UnprintableValue) return value.source;
  if (Array.isArray(value)) return value.map(withoutDates);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withoutDates(child)]));
  return value;
}

function takeText({ yaml, filler, parent, entry, key }: Taken): string | null {
  if (entry.isMerged || yaml.text.includes('\r')) return null;
  const next = parent.entries.slice(parent.entries.indexOf(entry) + 1).find(({ isMerged }) => !isMerged);
  const start = entry.key.span.start;
  const column = start - lineStartOf(yaml.text, start);
  const end = next === undefined ? parent.span.end : commentsStart(yaml.text, next.key.span.start);
  if (end <= start) return null;
  const edits = [{ start, end: entry.key.span.end, newText: key }, ...valueEdits(yaml, filler, entry.value, key)];
  const slice = applyTextEdits(yaml.text.slice(start, end), edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start })));
  const comments = yaml.text.slice(commentsStart(yaml.text, start), lineStartOf(yaml.text, start)).replace(/^ +/gm, '');
  return comments + dedent(slice, column);
}

/** Where the comments right above a key begin, that are not deeper than it; the key's own line when there are none. */
function commentsStart(text: string, keyStart: number): number {
  let start = lineStartOf(text, keyStart);
  const column = keyStart - start;
  if (text.slice(start, keyStart).trim() !== '') return start;
  while (start > 0) {
    const before = lineStartOf(text, start - 1);
    const line = text.slice(before, start);
    if (!/^\s*#/.test(line) || line.search(/#/) > column) break;
    start = before;
  }
  return start;
}

function dedent(slice: string, column: number): string {
  const [first = '', ...rest] = slice.split('\n');
  const lines = rest.map((line) => (/^ *$/.test(line.slice(0, column)) ? line.slice(column) : line.trimStart()));
  while (lines.length > 0 && /^(?:\s*|#.*|\.\.\.|---)$/.test(lines.at(-1) ?? '')) lines.pop();
  return [first, ...lines].join('\n');
}

function valueEdits(yaml: AnsibleYaml, filler: JinjaFiller, tree: YamlTree, place: string): TextEdit[] {
  if (tree.isAlias) return [];
  if (tree.kind === 'sequence') return tree.items.flatMap((item, index) => valueEdits(yaml, filler, item, `${place}[${String(index)}]`));
  if (tree.kind === 'map') return tree.entries.filter(({ isMerged }) => !isMerged).flatMap(({ key, value }) => valueEdits(yaml, filler, value, `${place}.${key.source}`));
  const tag = untagged(yaml, tree);
  if (tree.scalar.type !== 'str' || !isEvaluated(yaml, tree)) return tag;
  return [...tag, ...scalarEdits(yaml.text, filler, tree, place)];
}

function untagged(yaml: AnsibleYaml, tree: ScalarTree): TextEdit[] {
  if (!yaml.unsafe.has(tree.span.start)) return [];
  const before = yaml.text.slice(0, tree.span.start);
  const tag = /!unsafe\s+$/.exec(before);
  return tag === null ? [] : [{ start: tag.index, end: tree.span.start, newText: '' }];
}

function scalarEdits(text: string, filler: JinjaFiller, tree: ScalarTree, place: string): TextEdit[] {
  const filled = filler.fill(tree.source, place);
  const source = text.slice(tree.span.start, tree.span.end);
  if (filled === tree.source) return [];
  if (/^[|>]/.test(source)) {
    const replaced = filler.fill(source, place);
    return [{ ...tree.span, newText: replaced }];
  }
  const style = source.startsWith('"') ? 'double' : source.startsWith("'") ? 'single' : 'plain';
  return [{ ...tree.span, newText: printInline(filled, { isFlow: true, style }) }];
}
