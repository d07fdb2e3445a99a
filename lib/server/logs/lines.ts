import type { LogLines, LogLinesQuery } from '#lib/contract/logs.ts';
import type { LogSource } from './source.ts';

const NEWLINE = 10;
/** A page ends when it has this much text, or this much was read for it: memory is bounded however long the lines are. */
const MAX_PAGE_BYTES = 1024 * 1024;
const MAX_READ_BYTES = 8 * 1024 * 1024;

/** Where a line begins; lines count from 0. Beyond the last line: the end. */
export async function offsetOfLine(source: LogSource, line: number): Promise<number> {
  if (line <= 0) return 0;
  if (line > source.newlines) return source.bytes;
  const mark = source.marks.findLast(({ newlines }) => newlines < line) ?? { offset: 0, newlines: 0 };
  let { offset, newlines } = mark;
  for await (const piece of source.read(mark.offset, source.bytes)) {
    for (let at = piece.indexOf(NEWLINE); at !== -1; at = piece.indexOf(NEWLINE, at + 1)) {
      newlines += 1;
      if (newlines === line) return offset + at + 1;
    }
    offset += piece.length;
  }
  return source.bytes;
}

/** Lines there are: of a log that is over, one without its end counts, too. */
export function lineCountOf(source: LogSource, isOver: boolean): number {
  return source.newlines + (isOver && source.lineStart < source.bytes ? 1 : 0);
}

export async function readLines(source: LogSource, { from, count, lineBytes }: LogLinesQuery, isOver: boolean): Promise<LogLines> {
  const total = lineCountOf(source, isOver);
  const first = Math.min(total, from < 0 ? Math.max(0, total + from) : from);
  const head = isOver ? source.bytes : source.lineStart;
  const page = new Page({ count: Math.min(count, total - first), lineBytes });
  if (!page.isFull()) {
    const start = await offsetOfLine(source, first);
    for await (const piece of source.read(start, head)) {
      page.push(piece);
      if (page.isFull()) break;
    }
    page.end();
  }
  return { from: first, lines: page.lines, cut: page.cut, total, head, isOver };
}

class Page {
  readonly lines: string[] = [];
  readonly cut: [number, number][] = [];
  readonly #limits: { count: number; lineBytes: number };
  #parts: Buffer[] = [];
  #kept = 0;
  #hidden = 0;
  #textBytes = 0;
  #readBytes = 0;

  constructor(limits: { count: number; lineBytes: number }) {
    this.#limits = limits;
  }

  isFull(): boolean {
    return this.lines.length >= this.#limits.count || (this.lines.length > 0 && (this.#textBytes >= MAX_PAGE_BYTES || this.#readBytes >= MAX_READ_BYTES));
  }

  push(piece: Buffer): void {
    this.#readBytes += piece.length;
    let start = 0;
    for (let end = piece.indexOf(NEWLINE); end !== -1 && !this.isFull(); end = piece.indexOf(NEWLINE, start)) {
      this.#keep(piece.subarray(start, end));
      this.#endLine();
      start = end + 1;
    }
    if (!this.isFull()) this.#keep(piece.subarray(start));
  }

  /** What is left is a last line without its end. */
  end(): void {
    if (!this.isFull() && this.#kept + this.#hidden > 0) this.#endLine();
  }

  #keep(part: Buffer): void {
    const room = Math.max(0, this.#limits.lineBytes - this.#kept);
    const kept = part.subarray(0, room);
    if (kept.length > 0) this.#parts.push(kept);
    this.#kept += kept.length;
    this.#hidden += part.length - kept.length;
  }

  #endLine(): void {
    const bytes = this.#parts.length === 1 ? (this.#parts[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#parts);
    if (this.#hidden > 0) this.cut.push([this.lines.length, this.#hidden]);
    // A cut may fall into a character: what is left of it is not shown.
    this.lines.push(new TextDecoder().decode(bytes, { stream: this.#hidden > 0 }));
    this.#textBytes += this.#kept;
    this.#parts = [];
    this.#kept = 0;
    this.#hidden = 0;
  }
}
