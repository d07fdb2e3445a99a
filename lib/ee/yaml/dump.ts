import type { ScalarValue } from '#lib/ee/yaml/scalar.ts';
import { analyzeScalar } from '#lib/ee/yaml/dump-analysis.ts';
import { LineWriter } from '#lib/ee/yaml/line-writer.ts';
import { plainScalarType } from '#lib/ee/yaml/scalar.ts';
import { keyText, type MapEntry, type MapTree, type ScalarTree, type SequenceTree, type YamlTree } from '#lib/ee/yaml/tree.ts';

/** Writes a tree as PyYAML's `safe_dump` does: sorted keys, width 80, ASCII, anchors for what is shared. */
export function safeDump(tree: YamlTree): string {
  return new Dumper(tree).dump();
}

/** Mirrors yaml/emitter.py: the places where it breaks lines depend on the column that it keeps. */
class Dumper {
  readonly #out = new LineWriter();
  readonly #tree: YamlTree;
  readonly #anchors: Map<object, string>;
  readonly #written = new Set<object>();

  constructor(tree: YamlTree) {
    this.#tree = tree;
    this.#anchors = anchorsOf(tree);
  }

  dump(): string {
    this.#node(this.#tree, { indent: -1, isInMap: false });
    return this.#out.finish();
  }

  #node(tree: YamlTree, place: Place): void {
    if (tree.kind === 'scalar') {
      this.#scalar(tree.scalar, place);
      return;
    }
    const anchor = this.#anchors.get(tree.identity);
    if (anchor !== undefined && this.#written.has(tree.identity)) {
      this.#out.indicator(`*${anchor}`, true);
      return;
    }
    if (anchor !== undefined) this.#out.indicator(`&${anchor}`, true);
    this.#written.add(tree.identity);
    if (tree.kind === 'sequence') this.#sequence(tree, place);
    else this.#map(tree, place);
  }

  #sequence(tree: SequenceTree, place: Place): void {
    if (tree.items.length === 0) {
      this.#out.indicator('[', true);
      this.#out.indicator(']', false);
      return;
    }
    const isIndentless = place.isInMap && !this.#out.isIndention;
    const indent = isIndentless ? place.indent : nextIndent(place.indent);
    for (const item of tree.items) {
      this.#out.indent(indent);
      this.#out.indicator('-', true, true);
      this.#node(item, { indent, isInMap: false });
    }
  }

  #map(tree: MapTree, place: Place): void {
    if (tree.entries.length === 0) {
      this.#out.indicator('{', true);
      this.#out.indicator('}', false);
      return;
    }
    const indent = nextIndent(place.indent);
    for (const { key, value } of sortedEntries(tree)) {
      this.#out.indent(indent);
      const isSimple = isSimpleKey(key);
      if (!isSimple) this.#out.indicator('?', true, true);
      this.#scalar(key.scalar, { indent, isInMap: true, isSimpleKey: isSimple });
      if (!isSimple) this.#out.indent(indent);
      this.#out.indicator(':', !isSimple, !isSimple);
      this.#node(value, { indent, isInMap: true });
    }
  }

  #scalar(scalar: ScalarValue, place: Place): void {
    const text = textOf(scalar);
    const isSimple = place.isSimpleKey === true;
    const indent = nextIndent(place.indent);
    if (scalar.type !== 'str') {
      this.#out.plain(text, { indent, canSplit: !isSimple });
      return;
    }
    const analysis = analyzeScalar(text);
    const hasOwnType = plainScalarType(text) === 'str';
    const isPlain = hasOwnType && analysis.allowsPlain && !(isSimple && (text === '' || analysis.isMultiline));
    if (isPlain) this.#out.plain(text, { indent, canSplit: !isSimple });
    else if (analysis.allowsSingleQuotes && !(isSimple && analysis.isMultiline)) this.#out.singleQuoted(text, { indent, canSplit: !isSimple });
    else this.#out.doubleQuoted(text, { indent, canSplit: !isSimple });
  }
}

interface Place {
  /** Of the collection that holds the node; -1 at the root. */
  readonly indent: number;
  readonly isInMap: boolean;
  readonly isSimpleKey?: boolean;
}

function nextIndent(indent: number): number {
  return indent < 0 ? 0 : indent + 2;
}

function isSimpleKey(key: ScalarTree): boolean {
  const text = textOf(key.scalar);
  const tagLength = `!!${key.scalar.type}`.length;
  return text !== '' && !analyzeScalar(text).isMultiline && Array.from(text).length + tagLength < 128;
}

/** Python sorts by code points, and leaves the order alone where keys are of types that do not compare. */
function sortedEntries(tree: MapTree): readonly MapEntry[] {
  const types = new Set(tree.entries.map(({ key }) => comparisonType(key.scalar)));
  if (types.size !== 1) return tree.entries;
  const isNumeric = types.has('number');
  return [...tree.entries].sort((a, b) => (isNumeric ? Number(a.key.scalar.value) - Number(b.key.scalar.value) : compareCodePoints(keyText(a.key), keyText(b.key))));
}

function comparisonType({ type }: ScalarValue): string {
  return type === 'int' || type === 'float' || type === 'bool' ? 'number' : type;
}

function compareCodePoints(a: string, b: string): number {
  const left = Array.from(a);
  const right = Array.from(b);
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function textOf(scalar: ScalarValue): string {
  switch (scalar.type) {
    case 'null':
      return 'null';
    case 'bool':
    case 'int':
      return String(scalar.value);
    case 'float':
      return floatText(scalar.value);
    case 'str':
    case 'timestamp':
    case 'binary':
      return scalar.value;
  }
}

/** Python's repr of a float, as PyYAML writes it. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  return isPrintedPlainly(value) ? decimalText(value) : exponentText(value);
}

function isPrintedPlainly(value: number): boolean {
  const magnitude = Math.abs(value);
  return value === 0 || (magnitude >= 1e-4 && magnitude < 1e16);
}

function decimalText(value: number): string {
  const text = Object.is(value, -0) ? '-0' : value.toString();
  return text.includes('.') ? text : `${text}.0`;
}

function exponentText(value: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  const digits = exponent.replace(/^([-+])(\d)$/, '$10$2');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}e${digits}`;
}

function anchorsOf(root: YamlTree): Map<object, string> {
  const seen = new Set<object>();
  const anchors = new Map<object, string>();
  const visit = (tree: YamlTree): void => {
    if (tree.kind === 'scalar') return;
    if (seen.has(tree.identity)) {
      if (!anchors.has(tree.identity)) anchors.set(tree.identity, '');
      return;
    }
    seen.add(tree.identity);
    const children = tree.kind === 'map' ? sortedEntries(tree).map(({ value }) => value) : tree.items;
    for (const child of children) visit(child);
  };
  visit(root);
  let count = 0;
  for (const identity of anchors.keys()) {
    count += 1;
    anchors.set(identity, `id${String(count).padStart(3, '0')}`);
  }
  return anchors;
}
