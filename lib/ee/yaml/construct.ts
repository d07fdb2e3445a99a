import { isAlias, isMap, isScalar, isSeq, Scalar, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Path, Span } from '#lib/ee/diagnostic.ts';
import type { YamlProblem, YamlSource } from '#lib/ee/yaml/source.ts';
import { constructScalar, plainScalarType, type ScalarType } from '#lib/ee/yaml/scalar.ts';
import { keyText, type MapEntry, type ScalarTree, type YamlTree } from '#lib/ee/yaml/tree.ts';

export interface Construction {
  readonly root: YamlTree | null;
  readonly problems: readonly YamlProblem[];
  readonly duplicates: readonly DuplicateKey[];
}

/** A key whose value is lost because the same mapping has the key again later. */
export interface DuplicateKey {
  readonly name: string;
  readonly path: Path;
  readonly span: Span;
}

const MAX_NODES = 20_000;
const TAG_PREFIX = 'tag:yaml.org,2002:';
const SCALAR_TAGS: Record<string, ScalarType> = {
  str: 'str',
  bool: 'bool',
  null: 'null',
  int: 'int',
  float: 'float',
  timestamp: 'timestamp',
  binary: 'binary',
};

/** Builds the values of a text as PyYAML's safe loader does. */
export function constructTree(source: YamlSource): Construction {
  const builder = new TreeBuilder();
  const { contents } = source.document;
  const root = contents === null ? null : builder.build(contents);
  return { root, problems: builder.problems, duplicates: builder.duplicates };
}

class TreeBuilder {
  readonly problems: YamlProblem[] = [];
  readonly duplicates: DuplicateKey[] = [];
  readonly #anchors = new Map<string, YamlTree | null>();
  /** Of the node that is being built. */
  readonly #path: (string | number)[] = [];
  #nodes = 0;

  build(node: Node): YamlTree | null {
    if (isAlias(node)) return this.#buildAlias(node.source, spanOf(node));
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return null;
    if (!this.#count(1, node)) return null;
    this.#declare(node.anchor, node);
    const tree = this.#buildUnaliased(node);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, tree);
    return tree;
  }

  #buildUnaliased(node: Scalar | YAMLMap | YAMLSeq): YamlTree | null {
    if (isScalar(node)) return this.#buildScalar(node);
    return isMap(node) ? this.#buildMap(node) : this.#buildSequence(node);
  }

  #declare(anchor: string | undefined, node: Node): void {
    if (anchor === undefined) return;
    if (this.#anchors.has(anchor)) this.#report('yaml-anchor', `The anchor &${anchor} is defined twice.`, spanOf(node));
    this.#anchors.set(anchor, null);
  }

  #buildAlias(name: string, span: Span): YamlTree | null {
    const target = this.#anchors.get(name);
    if (target === undefined) {
      this.#report('yaml-alias', `The alias *${name} has no anchor &${name} before it.`, span);
      return null;
    }
    if (target === null) {
      this.#report('yaml-alias', `The alias *${name} contains itself.`, span);
      return null;
    }
    return this.#count(sizeOf(target), { range: [span.start, span.end, span.end] }) ? { ...target, span, isAlias: true } : null;
  }

  #buildScalar(node: Scalar): ScalarTree | null {
    const text = typeof node.value === 'string' ? node.value : '';
    const span = spanOf(node);
    const isPlain = node.type === Scalar.PLAIN || node.type === undefined;
    const source = withoutInventedLineBreak(node, text);
    const type = this.#scalarType(node, isPlain, source);
    if (type === null) return null;
    const scalar = constructScalar(type, source);
    if (scalar === null) {
      const fix = isPlain && !source.includes("'") ? { fix: { title: `Write '${source}'`, edits: [{ ...span, newText: `'${source}'` }] } } : {};
      this.problems.push({ code: 'yaml-value', message: `${JSON.stringify(source)} cannot be read as ${type}. Quote it.`, ...span, ...fix });
      return null;
    }
    return { kind: 'scalar', scalar, isPlain, source, span, identity: {}, isAlias: false };
  }

  #scalarType(node: Scalar, isPlain: boolean, source: string): ScalarType | null {
    const tag = node.tag;
    if (tag === undefined || tag === '') return isPlain ? plainScalarType(source) : 'str';
    if (tag === '!') return 'str';
    const type = tag.startsWith(TAG_PREFIX) ? SCALAR_TAGS[tag.slice(TAG_PREFIX.length)] : undefined;
    if (type === undefined) this.#reportTag(tag, node);
    return type ?? null;
  }

  #buildSequence(node: YAMLSeq): YamlTree | null {
    this.#checkTag(node, 'seq');
    const items = node.items.map((item, index) => this.#inside(index, () => this.build(item as Node)));
    const span = spanOf(node);
    return { kind: 'sequence', items: items.filter((item) => item !== null), span, identity: {}, isAlias: false };
  }

  #buildMap(node: YAMLMap): YamlTree | null {
    this.#checkTag(node, 'map');
    const own = new Map<string, MapEntry>();
    const merged: MapEntry[] = [];
    for (const pair of node.items) {
      const key = this.#buildKey(pair.key as Node | null, node);
      const build = (): YamlTree | null => (pair.value === null ? nullAt(pair.key as Node | null) : this.build(pair.value as Node));
      const value = this.#inside(key === null ? '' : keyText(key), build);
      if (key === null || value === null) continue;
      if (isMergeKey(key)) merged.unshift(...this.#mergedEntries(value));
      else this.#addEntry(own, { key, value, isMerged: false });
    }
    const inherited = new Map(merged.map((entry) => [entryKey(entry), entry]));
    for (const name of own.keys()) inherited.delete(name);
    const entries = [...inherited.values(), ...own.values()];
    return { kind: 'map', entries, span: spanOf(node), identity: {}, isAlias: false };
  }

  #addEntry(own: Map<string, MapEntry>, entry: MapEntry): void {
    const name = entryKey(entry);
    const earlier = own.get(name);
    if (earlier !== undefined) this.#reportDuplicate(keyText(entry.key), earlier.key.span);
    own.set(name, entry);
  }

  #reportDuplicate(name: string, span: Span): void {
    this.duplicates.push({ name, path: [...this.#path, name], span });
  }

  #inside<T>(step: string | number, build: () => T): T {
    this.#path.push(step);
    const result = build();
    this.#path.pop();
    return result;
  }

  #buildKey(node: Node | null, parent: Node): ScalarTree | null {
    const key = node === null ? nullAt(parent) : this.build(node);
    if (key === null || key.kind === 'scalar') return key;
    this.#report('yaml-key', 'A key must be a text, not a list or a mapping.', key.span);
    return null;
  }

  #mergedEntries(value: YamlTree): MapEntry[] {
    const sources = value.kind === 'sequence' ? [...value.items].reverse() : [value];
    return sources.flatMap((source) => {
      if (source.kind === 'map') return source.entries.map((entry) => ({ ...entry, isMerged: true }));
      this.#report('yaml-merge', 'The value of << must be a mapping or a list of mappings.', value.span);
      return [];
    });
  }

  #checkTag(node: YAMLMap | YAMLSeq, expected: 'map' | 'seq'): void {
    const { tag } = node;
    if (tag !== undefined && tag !== '' && tag !== '!' && tag !== TAG_PREFIX + expected) this.#reportTag(tag, node);
  }

  #reportTag(tag: string, node: Node): void {
    this.#report('yaml-tag', `The tag ${tag} is unknown to ansible-builder. Remove it.`, spanOf(node));
  }

  #count(nodes: number, node: { range?: Node['range'] }): boolean {
    this.#nodes += nodes;
    if (this.#nodes <= MAX_NODES) return true;
    if (!this.problems.some((problem) => problem.code === 'too-large')) {
      this.#report('too-large', `The definition has more than ${String(MAX_NODES)} values.`, spanOf(node));
    }
    return false;
  }

  #report(code: string, message: string, span: Span): void {
    this.problems.push({ code, message, ...span });
  }
}

function spanOf(node: { range?: Node['range'] }): Span {
  const [start, end] = node.range ?? [0, 0, 0];
  return { start, end };
}

function nullAt(node: Node | null): ScalarTree {
  const { end } = node === null ? { end: 0 } : spanOf(node);
  const span = { start: end, end };
  return { kind: 'scalar', scalar: { type: 'null', value: null }, isPlain: true, source: '', span, identity: {}, isAlias: false };
}

function entryKey(entry: MapEntry): string {
  return `${entry.key.scalar.type}:${keyText(entry.key)}`;
}

function isMergeKey(key: ScalarTree): boolean {
  return key.isPlain && key.source === '<<';
}

const sizes = new WeakMap<object, number>();

function sizeOf(tree: YamlTree): number {
  const known = sizes.get(tree.identity);
  if (known !== undefined) return known;
  const children = tree.kind === 'map' ? tree.entries.map((entry) => entry.value) : tree.kind === 'sequence' ? tree.items : [];
  const size = children.reduce((total, child) => total + sizeOf(child), 1);
  sizes.set(tree.identity, size);
  return size;
}

/** PyYAML gives a block scalar that ends the file without a line break no final one; `yaml` adds it. */
function withoutInventedLineBreak(node: Scalar, value: string): string {
  const token = node.srcToken;
  if (token?.type !== 'block-scalar' || !value.endsWith('\n')) return value;
  return /[\r\n]$/.test(token.source) ? value : value.slice(0, -1);
}
