import type { LogLines } from '#lib/contract/logs.ts';

export type Appended = 'appended' | 'overlap' | 'gap';
export type LineText = { text: string; hiddenBytes: number };

/** Lines are fetched and forgotten in pages of this size. */
export const PAGE_LINES = 500;
/** Longer lines are cut until somebody expands them. */
export const SHOWN_BYTES = 4096;
const NEWLINE = 10;

type Page = { lines: (LineText | undefined)[]; characters: number };

/**
 * One phase's log: how many lines it has, and the text of those that were looked at last. The end is known to the byte,
 * so that live bytes join without a gap or a repeat.
 */
export class PhaseLines {
  readonly #pages = new Map<number, Page>();
  #characters = 0;
  #completeLines = 0;
  #length = 0;
  #isEnded = false;
  #tail: Uint8Array[] = [];
  #tailBytes = 0;

  /** The offset from which more bytes are wanted. */
  get length(): number {
    return this.#length;
  }

  /** Characters held. */
  get characters(): number {
    return this.#characters;
  }

  /** Complete lines, and the unfinished last one once the log has ended. */
  get lineCount(): number {
    return this.#completeLines + (this.#isEnded && this.#tailBytes > 0 ? 1 : 0);
  }

  /** No more bytes will come. @returns whether that is news. */
  end(): boolean {
    const isNews = !this.#isEnded;
    this.#isEnded = true;
    if (isNews && this.#tailBytes > 0) this.#keep(this.#completeLines, this.#decodeTail(new Uint8Array()));
    return isNews;
  }

  /** The log is whole, and this long. @returns whether that is news. */
  setWhole(lines: number, bytes: number): boolean {
    const isNews = this.lineCount !== lines || this.#length !== bytes || !this.#isEnded;
    this.#isEnded = true;
    this.#moveEnd(lines, bytes);
    return isNews;
  }

  /** Takes bytes that begin at `offset` of the stream. What is already here is skipped; a gap changes nothing. */
  append(offset: number, bytes: Uint8Array): Appended {
    if (offset > this.#length) return 'gap';
    const known = this.#length - offset;
    if (known >= bytes.length) return 'overlap';
    const fresh = bytes.subarray(known);
    let start = 0;
    for (let end = fresh.indexOf(NEWLINE); end !== -1; end = fresh.indexOf(NEWLINE, start)) {
      this.#keep(this.#completeLines, this.#decodeTail(fresh.subarray(start, end)));
      this.#tail = [];
      this.#tailBytes = 0;
      this.#completeLines += 1;
      start = end + 1;
    }
    if (start < fresh.length) this.#tail.push(fresh.slice(start));
    this.#tailBytes += fresh.length - start;
    this.#length += fresh.length;
    return 'appended';
  }

  /** Takes lines that were asked for; where the server is further on, its end is the new one. */
  put({ from, lines, cut, total, head, isOver }: LogLines): void {
    if (head > this.#length || (isOver && !this.#isEnded && head === this.#length)) {
      if (isOver) this.#isEnded = true;
      this.#moveEnd(total, head);
    }
    const hidden = new Map(cut);
    for (const [index, text] of lines.entries()) if (this.#find(from + index) === undefined) this.#keep(from + index, { text, hiddenBytes: hidden.get(index) ?? 0 });
  }

  /** Puts the whole text in the place of a line that was cut. */
  expand(line: number, text: string): void {
    this.#keep(line, { text, hiddenBytes: 0 });
  }

  /** Null: not here (any more). */
  line(index: number): LineText | null {
    const number = Math.floor(index / PAGE_LINES);
    const page = this.#pages.get(number);
    if (page === undefined) return null;
    this.#pages.delete(number);
    this.#pages.set(number, page);
    return page.lines[index % PAGE_LINES] ?? null;
  }

  /** The first of some lines that is not here, or null. */
  missing(first: number, count: number): number | null {
    for (let line = first; line < Math.min(first + count, this.lineCount); line += 1) if (this.#find(line) === undefined) return line;
    return null;
  }

  /** Forgets the page that was not looked at for longest. @returns false when there is no other than the last one used. */
  forgetOldest(): boolean {
    const oldest = this.#pages.entries().next();
    if (oldest.done === true || this.#pages.size < 2) return false;
    this.#pages.delete(oldest.value[0]);
    this.#characters -= oldest.value[1].characters;
    return true;
  }

  #moveEnd(lines: number, bytes: number): void {
    this.#completeLines = lines;
    this.#length = bytes;
    this.#tail = [];
    this.#tailBytes = 0;
  }

  #find(line: number): LineText | undefined {
    return this.#pages.get(Math.floor(line / PAGE_LINES))?.lines[line % PAGE_LINES];
  }

  #keep(line: number, text: LineText): void {
    const number = Math.floor(line / PAGE_LINES);
    const page = this.#pages.get(number) ?? { lines: new Array<LineText | undefined>(PAGE_LINES), characters: 0 };
    const change = text.text.length - (page.lines[line % PAGE_LINES]?.text.length ?? 0);
    page.lines[line % PAGE_LINES] = text;
    page.characters += change;
    this.#characters += change;
    this.#pages.set(number, page);
  }

  /** The unfinished line with its last bytes: whole before it is decoded, so that no character is cut by a chunk's edge. */
  #decodeTail(last: Uint8Array): LineText {
    const total = this.#tailBytes + last.length;
    const kept = new Uint8Array(Math.min(total, SHOWN_BYTES));
    let at = 0;
    for (const part of [...this.#tail, last]) {
      const room = part.subarray(0, kept.length - at);
      kept.set(room, at);
      at += room.length;
    }
    const isCut = total > SHOWN_BYTES;
    return { text: new TextDecoder().decode(kept, { stream: isCut }), hiddenBytes: total - kept.length };
  }
}
