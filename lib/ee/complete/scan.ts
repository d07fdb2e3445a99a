import type { Path } from '#lib/ee/diagnostic.ts';

/** A mapping or list that the scanned lines have opened. */
export interface Frame {
  readonly column: number;
  readonly kind: 'map' | 'seq';
  /** The key or index that it stands at. */
  step: string | number;
  /** Whether the value of `step` is written on the line of its key. */
  hasValue: boolean;
  /** Keys of a mapping with their plain values. */
  readonly entries: Map<string, string>;
}

/** What goes on over the end of a line. */
type Open = OpenBlock | OpenFlow | { readonly kind: 'quoted'; quote: string };

export interface OpenBlock {
  readonly kind: 'block';
  readonly column: number;
  readonly header: string;
}

interface OpenFlow {
  readonly kind: 'flow';
  readonly start: number;
  depth: number;
  quote: string;
}

const KEY = /^(?:"([^"]*)"|'([^']*)'|([^\s\-?:,[\]{}#&*!|>'"%@`][^#:]*?|-[^\s:#][^#:]*?))\s*:(\s+|$)/;
const BLOCK_HEADER = /^[|>][-+0-9]*\s*(?:#.*)?$/;
const PROPERTIES = /^(?:[&!]\S*\s+)+|^[&!]\S*$/;

/** The key that a line's content starts with, and where its value begins. */
export function keyAtStart(content: string): { readonly key: string; readonly valueStart: number } | null {
  const match = KEY.exec(content);
  return match === null ? null : { key: match[1] ?? match[2] ?? match[3] ?? '', valueStart: match[0].length };
}

/** The length of the dashes (with the spaces behind them) that content starts with. */
export function dashLength(content: string): number {
  return /^-(?: +|$)/.exec(content)?.[0].length ?? 0;
}

/**
 * Follows YAML line by line by its indentation, so that it also knows its place in a text that is being typed and does
 * not parse. A block scalar at `dependencies.galaxy` is followed into: its content is YAML.
 */
export class IndentScanner {
  readonly frames: Frame[] = [];
  open: Open | null = null;

  path(): Path {
    return this.frames.map((frame) => frame.step);
  }

  /** Reads a whole line that starts at offset `start`. */
  feed(line: string, start: number): void {
    if (this.#continuesOpen(line)) return;
    const { column, rest } = this.enterDashes(line);
    if (rest === '' || rest.startsWith('#') || /^(?:---|\.\.\.)(?:\s|$)/.test(line)) return;
    const found = keyAtStart(rest);
    if (found !== null) this.enterKey(column, found.key);
    this.#takeValue(found === null ? rest : rest.slice(found.valueStart), { column, start: start + column + (found?.valueStart ?? 0), isItem: found === null });
  }

  /** Enters the list items that a line begins. @returns the column and text behind the dashes. */
  enterDashes(line: string): { readonly column: number; readonly rest: string; readonly hasDash: boolean } {
    let column = line.search(/[^ ]|$/);
    let rest = line.slice(column);
    let hasDash = false;
    for (let length = dashLength(rest); length > 0; length = dashLength(rest)) {
      this.#enterItem(column);
      hasDash = true;
      column += length;
      rest = rest.slice(length);
    }
    return { column, rest, hasDash };
  }

  enterKey(column: number, key: string): void {
    this.leaveTo(column);
    const top = this.frames.at(-1);
    if (top?.kind === 'map' && top.column === column) {
      top.step = key;
      top.hasValue = false;
    } else {
      this.frames.push({ column, kind: 'map', step: key, hasValue: false, entries: new Map() });
    }
    this.frames.at(-1)?.entries.set(key, '');
  }

  /** Leaves what a line at this column, which is not a list item, is not in any more. */
  leaveTo(column: number): void {
    for (let top = this.frames.at(-1); top !== undefined && (top.column > column || (top.column === column && top.kind === 'seq')); top = this.frames.at(-1)) this.frames.pop();
  }

  /** Whether a line with text at `column` (or the cursor, on an empty line) is in the open block scalar. */
  isInBlock(column: number): boolean {
    return this.open?.kind === 'block' && column > this.open.column;
  }

  #enterItem(column: number): void {
    for (let top = this.frames.at(-1); top !== undefined && top.column > column; top = this.frames.at(-1)) this.frames.pop();
    const top = this.frames.at(-1);
    if (top?.kind === 'seq' && top.column === column) {
      top.step = Number(top.step) + 1;
      top.hasValue = false;
    } else {
      this.frames.push({ column, kind: 'seq', step: 0, hasValue: false, entries: new Map() });
    }
  }

  #takeValue(text: string, { column, start, isItem }: { column: number; start: number; isItem: boolean }): void {
    const properties = PROPERTIES.exec(text)?.[0].length ?? 0;
    const value = text.slice(properties);
    if (value === '' || value.startsWith('#')) return;
    if (BLOCK_HEADER.test(value)) {
      this.#openBlock(value, isItem ? (this.frames.at(-1)?.column ?? 0) : column);
      return;
    }
    noteValue(this.frames.at(-1), value);
    this.#openIfUnclosed(value, start + properties);
  }

  #openBlock(header: string, column: number): void {
    if (!isGalaxy(this.path())) this.open = { kind: 'block', column, header };
  }

  #openIfUnclosed(value: string, start: number): void {
    const first = value.charAt(0);
    if (first === '[' || first === '{') this.open = advance({ kind: 'flow', start, depth: 0, quote: '' }, value);
    else if (first === '"' || first === "'") this.open = advance({ kind: 'quoted', quote: first }, value.slice(1));
  }

  #continuesOpen(line: string): boolean {
    if (this.open === null) return false;
    if (this.open.kind !== 'block') {
      this.open = advance(this.open, line);
      return true;
    }
    const column = line.search(/[^ ]/);
    if (column < 0 || this.isInBlock(column)) return true;
    this.open = null;
    return false;
  }
}

function isGalaxy(path: Path): boolean {
  return path.length === 2 && path[0] === 'dependencies' && path[1] === 'galaxy';
}

function noteValue(frame: Frame | undefined, value: string): void {
  if (frame === undefined) return;
  frame.hasValue = true;
  if (frame.kind === 'map') frame.entries.set(String(frame.step), plainText(value));
}

/** Reads on in a flow collection or quoted scalar; null once it is closed. */
function advance(open: Exclude<Open, OpenBlock>, text: string): Open | null {
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (open.quote !== '') {
      if (char === '\\' && open.quote === '"') index += 1;
      else if (char === open.quote) open.quote = '';
    } else if (open.kind === 'flow') {
      if (isComment(text, index)) break;
      stepFlow(open, char);
    }
    if (isClosed(open)) return null;
  }
  return open;
}

function isComment(text: string, index: number): boolean {
  return text.charAt(index) === '#' && /^\s*$/.test(text.charAt(index - 1));
}

function isClosed(open: Exclude<Open, OpenBlock>): boolean {
  return open.quote === '' && (open.kind === 'quoted' || open.depth === 0);
}

function stepFlow(open: OpenFlow, char: string): void {
  if (char === '[' || char === '{') open.depth += 1;
  else if (char === ']' || char === '}') open.depth -= 1;
  else if (char === '"' || char === "'") open.quote = char;
}

/** A scalar of one line without its quotes and the comment behind it. */
export function plainText(value: string): string {
  const quoted = /^"([^"]*)"|^'([^']*)'/.exec(value);
  return quoted === null ? value.replace(/\s+#.*$/, '').trim() : (quoted[1] ?? quoted[2] ?? '');
}
