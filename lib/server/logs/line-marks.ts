/** A place in a log, and how many line ends are before it. */
export type Mark = { offset: number; newlines: number };

export const MARK_EVERY_BYTES = 256 * 1024;
const NEWLINE = 10;

/** What is known of a log's lines: a mark at every 256 KiB or so, made as its bytes go by. */
export class LineMarks {
  readonly marks: Mark[] = [];
  #bytes = 0;
  #newlines = 0;
  #lineStart = 0;

  get bytes(): number {
    return this.#bytes;
  }

  get newlines(): number {
    return this.#newlines;
  }

  /** Where the line begins that has no end yet; the end of the log when there is none. */
  get lineStart(): number {
    return this.#lineStart;
  }

  push(bytes: Uint8Array): void {
    const last = this.marks.at(-1);
    if (last === undefined || this.#bytes - last.offset >= MARK_EVERY_BYTES) this.marks.push({ offset: this.#bytes, newlines: this.#newlines });
    for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) {
      this.#newlines += 1;
      this.#lineStart = this.#bytes + at + 1;
    }
    this.#bytes += bytes.length;
  }
}
