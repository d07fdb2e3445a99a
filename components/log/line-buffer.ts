const SEGMENT_BYTES = 1024 * 1024;
const NEWLINE = 10;

export type Appended = 'appended' | 'overlap' | 'gap';
export type LineText = { text: string; hiddenBytes: number };

/**
 * The bytes of one phase's log and where its lines begin. Lines are decoded when asked for:
 * a character cut by a chunk's edge is whole again, and text that nobody looks at costs no heap.
 */
export class LineBuffer {
  #segments: Uint8Array[] = [];
  #length = 0;
  #starts = new Uint32Array(1024);
  #completeLines = 0;
  #isEnded = false;

  /** Bytes held; the offset from which more is wanted. */
  get length(): number {
    return this.#length;
  }

  /** Complete lines, and the unfinished last one once the log has ended. */
  get lineCount(): number {
    return this.#completeLines + (this.#isEnded && this.#startOf(this.#completeLines) < this.#length ? 1 : 0);
  }

  /** No more bytes will come. @returns whether that is news. */
  end(): boolean {
    const isNews = !this.#isEnded;
    this.#isEnded = true;
    return isNews;
  }

  /** Takes bytes that begin at `offset` of the stream. What is already here is skipped; a gap changes nothing. */
  append(offset: number, bytes: Uint8Array): Appended {
    if (offset > this.#length) return 'gap';
    const known = this.#length - offset;
    if (known >= bytes.length) return 'overlap';
    const fresh = bytes.subarray(known);
    this.#indexLines(fresh);
    this.#store(fresh);
    return 'appended';
  }

  /** Text of a line without its line end; at most `maxBytes` of it. */
  line(index: number, maxBytes = Number.POSITIVE_INFINITY): LineText {
    const start = this.#startOf(index);
    const end = this.#endOf(index);
    const shown = Math.min(end, start + maxBytes);
    const isCut = shown < end;
    return { text: new TextDecoder().decode(this.#slice(start, shown), { stream: isCut }), hiddenBytes: end - shown };
  }

  /** Texts of `count` lines from `first` on, decoded in one go. */
  lines(first: number, count: number): string[] {
    if (count === 0) return [];
    return new TextDecoder().decode(this.#slice(this.#startOf(first), this.#endOf(first + count - 1))).split('\n');
  }

  /** Bytes of a line: an upper bound of its characters. */
  lineBytes(index: number): number {
    return this.#endOf(index) - this.#startOf(index);
  }

  #startOf(index: number): number {
    return index === 0 ? 0 : (this.#starts[index] ?? this.#length);
  }

  #endOf(index: number): number {
    return index < this.#completeLines ? this.#startOf(index + 1) - 1 : this.#length;
  }

  #indexLines(bytes: Uint8Array): void {
    for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) {
      this.#completeLines += 1;
      if (this.#completeLines >= this.#starts.length) {
        const grown = new Uint32Array(this.#starts.length * 2);
        grown.set(this.#starts);
        this.#starts = grown;
      }
      this.#starts[this.#completeLines] = this.#length + at + 1;
    }
  }

  #store(bytes: Uint8Array): void {
    for (let taken = 0; taken < bytes.length; ) {
      const within = this.#length % SEGMENT_BYTES;
      if (within === 0) this.#segments.push(new Uint8Array(SEGMENT_BYTES));
      const part = bytes.subarray(taken, taken + SEGMENT_BYTES - within);
      this.#segments.at(-1)?.set(part, within);
      taken += part.length;
      this.#length += part.length;
    }
  }

  #slice(start: number, end: number): Uint8Array {
    const first = Math.floor(start / SEGMENT_BYTES);
    const segment = this.#segments[first];
    if (segment === undefined || end <= start) return new Uint8Array(0);
    if (end <= (first + 1) * SEGMENT_BYTES) return segment.subarray(start % SEGMENT_BYTES, start % SEGMENT_BYTES + end - start);
    const joined = new Uint8Array(end - start);
    for (let at = start; at < end; ) {
      const from = at % SEGMENT_BYTES;
      const part = this.#segments[Math.floor(at / SEGMENT_BYTES)]?.subarray(from, from + Math.min(end - at, SEGMENT_BYTES - from)) ?? new Uint8Array(end - at);
      joined.set(part, at - start);
      at += part.length;
    }
    return joined;
  }
}
