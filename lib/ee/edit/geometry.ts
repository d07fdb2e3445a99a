import { isAlias, isCollection, isMap, isScalar, isSeq, Scalar, type CST, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { lineStartOf } from '#lib/ee/text-lines.ts';

/** The place of a value: after the `:` of its key or the `-` of its item. */
export interface Slot {
  readonly text: string;
  readonly kind: 'root' | 'entry' | 'item';
  readonly isFlow: boolean;
  /** Offset after the `:` or `-` and after an anchor or tag that follows. */
  readonly indicatorEnd: number;
  /** The column (from 0) of the key or dash. */
  readonly column: number;
  /** Where the entry or item begins: its key or its dash. */
  readonly start: number;
  /** Null where nothing is written. */
  readonly node: Node | null;
  /** Offset after the last character of the value (or of the indicator), comments left out. */
  readonly contentEnd: number;
}

type Collection = YAMLMap<Node, Node | null> | YAMLSeq<Node | null>;

export function isFlowNode(node: Node): boolean {
  return isCollection(node) && node.srcToken?.type === 'flow-collection';
}

/** The slots of a mapping's entries or a list's items, in order. */
export function slotsOf(text: string, collection: Collection): Slot[] {
  const tokens = itemTokens(collection);
  const isFlow = isFlowNode(collection);
  return isMap(collection)
    ? collection.items.map((pair, index) => entrySlot(text, pair, tokens[index], isFlow))
    : collection.items.map((node, index) => itemSlot(text, node, tokens[index], isFlow));
}

function itemTokens(collection: Collection): ItemToken[] {
  const token = collection.srcToken;
  if (token === undefined || !('items' in token)) return [];
  const items: readonly ItemToken[] = token.items;
  return items.filter((item) => {
    if (isToken(item.key) || item.sep !== undefined || isToken(item.value)) return true;
    return item.start.some(({ type }) => type === 'seq-item-ind' || type === 'anchor' || type === 'tag' || type === 'explicit-key-ind');
  });
}

function isToken(token: CST.Token | null | undefined): boolean {
  return token !== null && token !== undefined;
}

interface ItemToken {
  readonly start: readonly CST.SourceToken[];
  readonly key?: CST.Token | null;
  readonly sep?: readonly CST.SourceToken[];
  readonly value?: CST.Token;
}

function entrySlot(text: string, pair: Pair<Node, Node | null>, token: ItemToken | undefined, isFlow: boolean): Slot {
  const start = pair.key.range?.[0] ?? 0;
  const indicatorEnd = lastPropertyEnd(token?.sep, 'map-value-ind') ?? pair.key.range?.[1] ?? start;
  return slot({ text, kind: 'entry', isFlow, start, indicatorEnd, node: pair.value });
}

function itemSlot(text: string, node: Node | null, token: ItemToken | undefined, isFlow: boolean): Slot {
  if (isFlow) return flowItemSlot(text, node);
  const tokens = token?.start ?? [];
  const start = tokens.find(({ type }) => type === 'seq-item-ind')?.offset ?? 0;
  const indicatorEnd = lastPropertyEnd(tokens, 'seq-item-ind') ?? start + 1;
  return slot({ text, kind: 'item', isFlow, start, indicatorEnd, node });
}

function flowItemSlot(text: string, node: Node | null): Slot {
  const start = node?.range?.[0] ?? 0;
  return slot({ text, kind: 'item', isFlow: true, start, indicatorEnd: start, node });
}

/** The end of the indicator or of the last anchor or tag behind it. */
function lastPropertyEnd(tokens: readonly CST.SourceToken[] | undefined, indicator: CST.SourceToken['type']): number | null {
  const index = tokens?.findIndex(({ type }) => type === indicator) ?? -1;
  if (tokens === undefined || index < 0) return null;
  const property = tokens.slice(index).findLast(({ type }) => type === indicator || type === 'anchor' || type === 'tag');
  return property === undefined ? null : property.offset + property.source.length;
}

function slot(place: Omit<Slot, 'column' | 'contentEnd'>): Slot {
  const node = place.node !== null && isWritten(place.node) ? place.node : null;
  const column = columnOf(place.text, place.start);
  const contentEnd = Math.max(place.indicatorEnd, node === null ? 0 : contentEndOf(place.text, node));
  return { ...place, node, column, contentEnd };
}

export function rootSlot(text: string, node: Node | null): Slot {
  const start = node?.range?.[0] ?? 0;
  return slot({ text, kind: 'root', isFlow: false, start, indicatorEnd: start, node });
}

function isWritten(node: Node): boolean {
  const [start, end] = node.range ?? [0, 0, 0];
  return end > start;
}

/** Offset after the last character of a node, without trailing comments, blank lines and line break. */
function contentEndOf(text: string, node: Node): number {
  if ((isMap(node) || isSeq(node)) && !isFlowNode(node)) {
    const last = slotsOf(text, node as Collection).at(-1);
    if (last !== undefined) return last.contentEnd;
  }
  const [start, end] = node.range ?? [0, 0, 0];
  if (!isBlockScalar(node)) return end;
  const source = text.slice(start, end);
  const isKept = /^[|>]\d?\+|^[|>]\+/.test(source);
  return start + (isKept ? source.replace(/\r?\n$/, '') : source.trimEnd()).length;
}

export type BlockScalar = Scalar<string> & { readonly type: 'BLOCK_LITERAL' | 'BLOCK_FOLDED' };

export function isBlockScalar(node: Node | null): node is BlockScalar {
  return isScalar(node) && (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED);
}

/** A collection in block style, written on the lines below its key or from its dash on. */
export function isBlockCollection(node: Node | null): node is Collection {
  return isCollection(node) && !isFlowNode(node);
}

export function isShared(node: Node | null): boolean {
  return isAlias(node) || ((isScalar(node) || isCollection(node)) && node.anchor !== undefined);
}

export function columnOf(text: string, offset: number): number {
  return offset - lineStartOf(text, offset);
}

/** The offset of the line break that ends the line, or of the end of the text. */
export function lineEndOf(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  if (feed < 0) return text.length;
  return feed > offset && text[feed - 1] === '\r' ? feed - 1 : feed;
}

/** The offset after the line break that ends the line. */
export function nextLineOf(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  return feed < 0 ? text.length : feed + 1;
}
