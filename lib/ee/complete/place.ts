import { flowPlaceAt } from '#lib/ee/complete/flow.ts';
import { IndentScanner, keyAtStart, plainText, type Frame, type OpenBlock } from '#lib/ee/complete/scan.ts';
import type { Path, Span } from '#lib/ee/diagnostic.ts';
import { lineStartOf } from '#lib/ee/text-lines.ts';

interface TokenPlace {
  readonly path: Path;
  /** What stands before the cursor, from the start of the token. */
  readonly typed: string;
  /** The whole token. */
  readonly span: Span;
}

/** A key is written here. `path` is that of the mapping. */
export interface KeyPlace extends TokenPlace {
  readonly kind: 'key';
  readonly siblings: readonly string[];
  /** Column of the key, from 0. */
  readonly column: number;
  readonly hasColon: boolean;
  /** Right behind a dash: the item may also be a scalar. */
  readonly isItem: boolean;
  readonly isFlow: boolean;
}

/** A value is written here; `path` is its own. */
export interface ValuePlace extends TokenPlace {
  readonly kind: 'value';
  readonly quote: '"' | "'" | '';
  readonly isFlow: boolean;
  /** The other scalars of the mapping that it is in. */
  readonly siblings: ReadonlyMap<string, string>;
}

/** A line of a literal block; `path` is that of the block. */
export interface LinePlace extends TokenPlace {
  readonly kind: 'line';
}

export type Place = KeyPlace | ValuePlace | LinePlace;

interface CursorLine {
  readonly text: string;
  readonly start: number;
  readonly before: string;
  readonly after: string;
  /** Where the next line starts. */
  readonly next: number;
}

/** Where in a YAML text the cursor stands; null in comments and where nothing can be said. */
export function placeAt(text: string, offset: number): Place | null {
  const line = lineAt(text, offset);
  const scanner = new IndentScanner();
  for (let start = 0; start < line.start; ) {
    const end = text.indexOf('\n', start);
    scanner.feed(text.slice(start, end).replace(/\r$/, ''), start);
    start = end + 1;
  }
  const { open } = scanner;
  switch (open?.kind) {
    case 'block':
      return blockPlace(scanner, open, text, line);
    case 'flow':
      return flowPlace(scanner, open.start, text, line);
    case 'quoted':
      return null;
    case undefined:
      return isInComment(line.before) ? null : blockStylePlace(scanner, text, line);
  }
}

function blockPlace(scanner: IndentScanner, open: OpenBlock, text: string, line: CursorLine): Place | null {
  const column = line.text.trim() === '' ? line.before.length : line.text.search(/[^ ]/);
  if (scanner.isInBlock(column)) return open.header.startsWith('>') ? null : linePlace(scanner.path(), line, column);
  scanner.open = null;
  return isInComment(line.before) ? null : blockStylePlace(scanner, text, line);
}

function lineAt(text: string, offset: number): CursorLine {
  const start = lineStartOf(text, offset);
  const end = text.indexOf('\n', offset);
  const whole = text.slice(start, end < 0 ? text.length : end).replace(/\r$/, '');
  return { text: whole, start, before: whole.slice(0, offset - start), after: whole.slice(offset - start), next: end < 0 ? text.length : end + 1 };
}

function linePlace(path: Path, line: CursorLine, column: number): LinePlace {
  return { kind: 'line', path, typed: line.before.slice(column), span: { start: line.start + Math.min(column, line.before.length), end: line.start + line.text.trimEnd().length } };
}

function isInComment(before: string): boolean {
  return /(?:^|\s)#/.test(before.replace(/"[^"]*"|'[^']*'/g, ''));
}

function blockStylePlace(scanner: IndentScanner, text: string, line: CursorLine): Place | null {
  const { column, rest, hasDash } = scanner.enterDashes(line.before);
  if (rest === '' && /^\s+[^\s#]/.test(line.after)) return null;
  const found = keyAtStart(rest);
  const isKeyDone = found !== null && (found.valueStart < rest.length || /\s$/.test(rest));
  if (isKeyDone) return valuePlace(scanner, { text, line, column, key: found.key, valueStart: column + found.valueStart });
  if (/^["'[{]/.test(rest) && hasDash) return scalarPlace(scanner, { text, line, from: column, siblings: new Map() });
  if (/^[|>&*!%@`]/.test(rest)) return null;
  return keyPlace(scanner, { text, line, column, hasDash });
}

interface Spot {
  readonly text: string;
  readonly line: CursorLine;
}

function valuePlace(scanner: IndentScanner, { text, line, column, key, valueStart }: Spot & { column: number; key: string; valueStart: number }): Place | null {
  scanner.enterKey(column, key);
  const frame = scanner.frames.at(-1);
  const path = scanner.path();
  const place = scalarPlace(scanner, { text, line, from: valueStart, siblings: frame?.entries ?? new Map() });
  if (frame !== undefined) readOn(scanner, frame, text, line.next);
  return place === null ? null : { ...place, path: place.kind === 'value' && !place.isFlow ? path : place.path };
}

function scalarPlace(scanner: IndentScanner, { text, line, from, siblings }: Spot & { from: number; siblings: ReadonlyMap<string, string> }): Place | null {
  const written = line.before.slice(from);
  if (/^[[{]/.test(written)) return flowPlace(scanner, line.start + from, text, line);
  if (/^[|>][-+0-9]*(?:\s|$)/.test(written) || /^[&*!]/.test(written)) return null;
  const quote = quoteOf(written);
  const start = line.start + from + quote.length;
  const rest = line.text.slice(from + quote.length);
  const end = Math.max(start + scalarLength(rest, quote), line.start + line.before.length);
  return { kind: 'value', path: scanner.path(), typed: written.slice(quote.length), span: { start, end }, quote, isFlow: false, siblings };
}

function scalarLength(rest: string, quote: string): number {
  if (quote === '') return rest.replace(/\s+#.*$/, '').trimEnd().length;
  const close = rest.indexOf(quote);
  return close < 0 ? rest.length : close;
}

function quoteOf(written: string): '"' | "'" | '' {
  const first = written.charAt(0);
  return first === '"' || first === "'" ? first : '';
}

function flowPlace(scanner: IndentScanner, start: number, text: string, line: CursorLine): Place | null {
  const cursor = line.start + line.before.length;
  const found = flowPlaceAt(text.slice(start, cursor));
  if (found === null) return null;
  const written = text.slice(start + found.start, cursor);
  const quote = quoteOf(written);
  const tokenStart = start + found.start + quote.length;
  const length = line.after.search(quote === '' ? /[,\]}]|\s#|$/ : quote);
  const base = { path: [...scanner.path(), ...found.path], typed: written.slice(quote.length), span: { start: tokenStart, end: cursor + Math.max(0, length) } };
  if (!found.isKey) return { kind: 'value', ...base, quote, isFlow: true, siblings: new Map() };
  const word = /^[\w-]*/.exec(line.after)?.[0].length ?? 0;
  return { kind: 'key', ...base, span: { start: tokenStart, end: cursor + word }, siblings: found.keys, column: 0, hasColon: /^\s*:/.test(line.after.slice(word)), isItem: false, isFlow: true };
}

function keyPlace(scanner: IndentScanner, { text, line, column, hasDash }: Spot & { column: number; hasDash: boolean }): Place | null {
  if (!hasDash) scanner.leaveTo(column);
  const entered = enterMapping(scanner, column, hasDash);
  if (entered === null) return null;
  readOn(scanner, entered.frame, text, line.next);
  const content = line.text.slice(column);
  const own = keyAtStart(content);
  const start = line.start + column;
  const length = (own?.key ?? plainText(content)).length;
  return {
    kind: 'key',
    path: entered.path,
    typed: line.before.slice(column),
    span: { start, end: Math.max(start + length, line.start + line.before.length) },
    siblings: [...entered.frame.entries.keys()],
    column,
    hasColon: own !== null,
    isItem: hasDash,
    isFlow: false,
  };
}

/** The mapping that a key at `column` belongs to, a new one included; null behind a value, which no key can follow. */
function enterMapping(scanner: IndentScanner, column: number, hasDash: boolean): { frame: Frame; path: Path } | null {
  const top = scanner.frames.at(-1);
  if (top?.kind === 'map' && top.column === column) return { frame: top, path: scanner.path().slice(0, -1) };
  if (top?.hasValue === true && !hasDash) return null;
  const path = scanner.path();
  const frame: Frame = { column, kind: 'map', step: '', hasValue: false, entries: new Map() };
  scanner.frames.push(frame);
  return { frame, path };
}

/** Collects the entries of `frame` that stand behind the cursor's line. */
function readOn(scanner: IndentScanner, frame: Frame, text: string, from: number): void {
  for (let start = from; start < text.length && scanner.frames.includes(frame); ) {
    const end = text.indexOf('\n', start);
    scanner.feed(text.slice(start, end < 0 ? text.length : end).replace(/\r$/, ''), start);
    start = end < 0 ? text.length : end + 1;
  }
}
