import type { Span } from '#lib/ee/diagnostic.ts';
import type { ScalarValue } from '#lib/ee/yaml/scalar.ts';

/**
 * A value as PyYAML builds it, with its place in the text. An alias gives a node of its own whose span is
 * the alias and whose `identity` is that of the anchored node.
 */
export type YamlTree = ScalarTree | MapTree | SequenceTree;

interface TreeBase {
  readonly span: Span;
  readonly identity: object;
  readonly isAlias: boolean;
}

export interface ScalarTree extends TreeBase {
  readonly kind: 'scalar';
  readonly scalar: ScalarValue;
  readonly isPlain: boolean;
  /** The text as written, without quotes and block header. */
  readonly source: string;
}

export interface MapTree extends TreeBase {
  readonly kind: 'map';
  /** In the order of the text; of duplicate keys only the last is here. */
  readonly entries: readonly MapEntry[];
}

export interface MapEntry {
  readonly key: ScalarTree;
  readonly value: YamlTree;
  readonly isMerged: boolean;
}

export interface SequenceTree extends TreeBase {
  readonly kind: 'sequence';
  readonly items: readonly YamlTree[];
}

/** A string key as it is, another key as Python prints it. */
export function keyText(key: ScalarTree): string {
  const { scalar } = key;
  switch (scalar.type) {
    case 'bool':
      return scalar.value ? 'True' : 'False';
    case 'null':
      return 'None';
    case 'int':
    case 'float':
      return String(scalar.value);
    case 'str':
    case 'timestamp':
    case 'binary':
      return scalar.value;
  }
}

export function entryOf(tree: YamlTree | null | undefined, key: string): MapEntry | null {
  if (tree?.kind !== 'map') return null;
  return tree.entries.find((entry) => entry.key.scalar.type === 'str' && entry.key.scalar.value === key) ?? null;
}

/** The value at a path, or null where the path leads nowhere. */
export function treeAt(root: YamlTree | null, path: readonly (string | number)[]): YamlTree | null {
  let current: YamlTree | null = root;
  for (const step of path) {
    current = childOf(current, step);
    if (current === null) return null;
  }
  return current;
}

function childOf(tree: YamlTree | null, step: string | number): YamlTree | null {
  if (typeof step === 'string') return entryOf(tree, step)?.value ?? null;
  return tree?.kind === 'sequence' ? (tree.items[step] ?? null) : null;
}

export type PlainValue =
  | string
  | number
  | boolean
  | null
  | UnprintableValue
  | PlainValue[]
  | { [key: string]: PlainValue };

/** A date or binary value: neither text nor number for a schema. */
export class UnprintableValue {
  readonly type: 'timestamp' | 'binary';
  readonly source: string;

  constructor(type: 'timestamp' | 'binary', source: string) {
    this.type = type;
    this.source = source;
  }
}

/** The tree as plain JavaScript values. */
export function toPlain(tree: YamlTree): PlainValue {
  if (tree.kind === 'sequence') return tree.items.map((item) => toPlain(item));
  if (tree.kind === 'scalar') return scalarToPlain(tree.scalar);
  const record: Record<string, PlainValue> = Object.create(null) as Record<string, PlainValue>;
  for (const entry of tree.entries) record[keyText(entry.key)] = toPlain(entry.value);
  return record;
}

function scalarToPlain(scalar: ScalarValue): PlainValue {
  switch (scalar.type) {
    case 'int':
      return Number(scalar.value);
    case 'timestamp':
    case 'binary':
      return new UnprintableValue(scalar.type, scalar.value);
    case 'str':
    case 'bool':
    case 'null':
    case 'float':
      return scalar.value;
  }
}
