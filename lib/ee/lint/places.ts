import type { Path, Span } from '#lib/ee/diagnostic.ts';
import type { LintContext } from '#lib/ee/lint/rule.ts';
import { blockSpanMap } from '#lib/ee/yaml/block-lines.ts';
import { writtenLineSpan } from '#lib/ee/yaml/written-line.ts';
import { treeAt, type ScalarTree, type YamlTree } from '#lib/ee/yaml/tree.ts';

/** The values that name a file, or are one's content where they have lines. */
export const FILE_PATHS: readonly Path[] = [['dependencies', 'galaxy'], ['dependencies', 'python'], ['dependencies', 'system'], ['ansible_config']];

/** A text of the definition with its place. */
export interface TextPlace {
  readonly value: string;
  readonly path: Path;
  readonly span: Span;
}

export function textAt({ root }: LintContext, path: Path): TextPlace | null {
  const tree = treeAt(root, path);
  const value = stringOf(tree);
  return tree === null || value === null ? null : { value, path, span: tree.span };
}

export interface RequirementPlace extends TextPlace {
  /** Where an edit of the form addresses the requirement: a block of text counts as a list. */
  readonly itemPath: Path;
}

/**
 * The requirement lines for pip or bindep that the definition itself holds, or all of such a file; comments and
 * blank lines left out; the lines of one requirement as one.
 */
export function requirementLines(context: LintContext, kind: 'python' | 'system'): RequirementPlace[] {
  const lines = writtenLines(context, kind);
  return kind === 'python' ? joinContinued(lines) : lines;
}

/** For pip a backslash at the end joins a line with the next one. */
function joinContinued(lines: readonly RequirementPlace[]): RequirementPlace[] {
  const joined: RequirementPlace[] = [];
  for (const place of lines) {
    const last = joined.at(-1);
    if (last?.value.endsWith('\\') !== true) joined.push(place);
    else joined[joined.length - 1] = { ...last, value: `${last.value.slice(0, -1).trimEnd()} ${place.value}`, span: { start: last.span.start, end: place.span.end } };
  }
  return joined;
}

function writtenLines({ root, text, fileKind }: LintContext, kind: 'python' | 'system'): RequirementPlace[] {
  if (fileKind !== undefined) return fileKind === kind ? fileLines(text) : [];
  const path = ['dependencies', kind];
  const tree = treeAt(root, path);
  if (tree?.kind === 'sequence') return tree.items.flatMap((item, index) => linesOf(text, item, [...path, index]).map((place) => ({ ...place, itemPath: place.path })));
  if (tree === null || !(stringOf(tree) ?? '').includes('\n')) return [];
  return linesOf(text, tree, path).map((place, index) => ({ ...place, itemPath: [...path, index] }));
}

function fileLines(text: string): RequirementPlace[] {
  let offset = 0;
  const places: RequirementPlace[] = [];
  for (const line of text.split('\n')) {
    const value = line.trim();
    const start = offset + line.indexOf(value);
    if (value !== '' && !value.startsWith('#')) places.push({ value, path: [], itemPath: [], span: { start, end: start + value.length } });
    offset += line.length + 1;
  }
  return places;
}

function linesOf(text: string, tree: YamlTree, path: Path): TextPlace[] {
  const value = stringOf(tree);
  if (value === null || tree.kind !== 'scalar') return [];
  const map = value.includes('\n') ? blockSpanMap(text, tree) : null;
  let offset = 0;
  return value.split('\n').flatMap((line) => {
    const content = line.trim();
    const start = offset + line.indexOf(content);
    offset += line.length + 1;
    if (content === '' || content.startsWith('#')) return [];
    const written = value.includes('\n') ? writtenLineSpan(text, tree, content) : tree.span;
    return [{ value: content, path, span: map === null ? written : map({ start, end: start + content.length }) }];
  });
}

/** The texts of additional_build_steps: for a list each item, for a text the whole. */
export function stepTexts({ root, model }: LintContext): StepLine[] {
  if (model === null) return [];
  return Object.keys(model.definition.additional_build_steps ?? {}).flatMap((hook) => {
    const path = ['additional_build_steps', hook];
    const tree = treeAt(root, path);
    const trees = tree?.kind === 'sequence' ? tree.items.map((item, index) => ({ item, path: [...path, index] })) : [{ item: tree, path }];
    return trees.flatMap(({ item, path: place }) => {
      const value = stringOf(item);
      return item === null || value === null ? [] : [{ hook, value, path: place, span: item.span }];
    });
  });
}

export type StepLine = TextPlace & { readonly hook: string };

const knownLines = new WeakMap<LintContext, readonly StepLine[]>();

/** The lines of the steps, each with its place. */
export function stepLines(context: LintContext): readonly StepLine[] {
  const known = knownLines.get(context);
  if (known !== undefined) return known;
  const lines = stepTexts(context).flatMap((step) => linesOfStep(context, step));
  knownLines.set(context, lines);
  return lines;
}

function linesOfStep({ text, root }: LintContext, { hook, value, path, span }: StepLine): StepLine[] {
  const tree = treeAt(root, path);
  const map = tree?.kind === 'scalar' ? blockSpanMap(text, tree) : null;
  let offset = 0;
  return value.split('\n').map((line) => {
    const content = line.trim();
    const start = offset + line.indexOf(content);
    offset += line.length + 1;
    return { hook, value: content, path, span: map === null || content === '' ? span : map({ start, end: start + content.length }) };
  });
}

export function stringOf(tree: YamlTree | null): string | null {
  return tree !== null && isText(tree) ? tree.scalar.value : null;
}

function isText(tree: YamlTree): tree is ScalarTree & { readonly scalar: { readonly type: 'str'; readonly value: string } } {
  return tree.kind === 'scalar' && tree.scalar.type === 'str';
}
