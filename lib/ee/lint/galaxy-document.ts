import type { Path, Span } from '#lib/ee/diagnostic.ts';
import { stringOf } from '#lib/ee/lint/places.ts';
import type { LintContext } from '#lib/ee/lint/rule.ts';
import { blockSpanMap } from '#lib/ee/yaml/block-lines.ts';
import type { DuplicateKey } from '#lib/ee/yaml/construct.ts';
import { readYaml } from '#lib/ee/yaml/read.ts';
import type { YamlProblem } from '#lib/ee/yaml/source.ts';
import { treeAt, type YamlTree } from '#lib/ee/yaml/tree.ts';

/** What ansible-galaxy reads: a mapping of the definition, a block of YAML text in it, or a file beside it. */
export interface GalaxyDocument {
  readonly root: YamlTree | null;
  /** Of a block of text: what its own YAML has wrong. */
  readonly problems: readonly YamlProblem[];
  readonly duplicates: readonly DuplicateKey[];
  /** Where an edit addresses its root. */
  readonly path: Path;
  readonly isBlock: boolean;
  /** The place in the text; null where it cannot be told exactly. */
  readonly toSpan: (span: Span) => Span | null;
  /** The place in the text to show. */
  readonly showAt: (span: Span) => Span;
}

const PATH = ['dependencies', 'galaxy'];
const known = new WeakMap<LintContext, GalaxyDocument | null>();

export function galaxyDocument(context: LintContext): GalaxyDocument | null {
  const found = known.get(context);
  if (found !== undefined) return found;
  const document = readDocument(context);
  known.set(context, document);
  return document;
}

function readDocument({ root, text, fileKind }: LintContext): GalaxyDocument | null {
  if (fileKind !== undefined) return fileKind === 'galaxy' ? direct(root, []) : null;
  const tree = treeAt(root, PATH);
  if (tree === null) return null;
  if (tree.kind !== 'scalar') return direct(tree, PATH);
  const value = stringOf(tree);
  if (value?.includes('\n') !== true) return null;
  const read = readYaml(value);
  if (read === null) return null;
  const { root: inner, problems, duplicates } = read.construction;
  const map = blockSpanMap(text, tree);
  return {
    root: inner,
    problems: [...read.source.problems, ...problems],
    duplicates,
    path: PATH,
    isBlock: true,
    toSpan: (span) => map?.(span) ?? null,
    showAt: (span) => map?.(span) ?? tree.span,
  };
}

function direct(root: YamlTree | null, path: Path): GalaxyDocument {
  return { root, problems: [], duplicates: [], path, isBlock: false, toSpan: (span) => span, showAt: (span) => span };
}

/** An entry of `collections` or `roles`. */
export interface GalaxyEntry {
  readonly list: 'collections' | 'roles';
  readonly tree: YamlTree;
  /** Where an edit addresses it. */
  readonly path: Path;
}

/** The entries; a bare list is one of roles (the old form of a file). */
export function galaxyEntries({ root, path, isBlock }: GalaxyDocument): GalaxyEntry[] {
  if (root?.kind === 'sequence') return isBlock || path.length === 0 ? entriesOf(root, 'roles', path) : [];
  return (['collections', 'roles'] as const).flatMap((list) => entriesOf(treeAt(root, [list]), list, [...path, list]));
}

function entriesOf(tree: YamlTree | null, list: GalaxyEntry['list'], path: Path): GalaxyEntry[] {
  return tree?.kind === 'sequence' ? tree.items.map((item, index) => ({ list, tree: item, path: [...path, index] })) : [];
}
