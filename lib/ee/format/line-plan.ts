import type { TextEdit } from '#lib/ee/diagnostic.ts';

/** What a line of the text is, and where its first character shall stand. */
export type LinePlan =
  /** Starts with a key, a dash or a value. */
  | { readonly kind: 'structure'; readonly column: number }
  /** Inside a value of several lines that is not a block of text. */
  | { readonly kind: 'continuation'; readonly column: number; readonly keepsEnd: boolean }
  /** Inside a block of text: `cut` characters are replaced by `column` spaces. */
  | { readonly kind: 'block'; readonly cut: number; readonly column: number };

/** A level that a comment line can belong to: where it stands and where it shall. */
export interface Level {
  readonly column: number;
  readonly newColumn: number;
}

/** What the walk over the syntax tree finds out: a plan for lines, edits between tokens of one line. */
export class LinePlans {
  readonly text: string;
  readonly edits: TextEdit[] = [];
  readonly #starts: readonly number[];
  readonly #plans = new Map<number, LinePlan>();
  readonly #levels = new Map<number, readonly Level[]>();

  constructor(text: string) {
    this.text = text;
    const starts = [0];
    for (let feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', feed + 1)) starts.push(feed + 1);
    this.#starts = starts;
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.startOf(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  startOf(line: number): number {
    return this.#starts[line] ?? this.text.length;
  }

  columnOf(offset: number): number {
    return offset - this.startOf(this.lineAt(offset));
  }

  /** The line without its line break. */
  contentOf(line: number): string {
    const end = line + 1 < this.#starts.length ? this.startOf(line + 1) - 1 : this.text.length;
    const content = this.text.slice(this.startOf(line), end);
    return content.endsWith('\r') && end < this.text.length ? content.slice(0, -1) : content;
  }

  isFirstOnLine(offset: number): boolean {
    return /^[ \t]*$/.test(this.text.slice(this.startOf(this.lineAt(offset)), offset));
  }

  set(line: number, plan: LinePlan): void {
    if (!this.#plans.has(line)) this.#plans.set(line, plan);
  }

  get(line: number): LinePlan | null {
    return this.#plans.get(line) ?? null;
  }

  setLevels(line: number, levels: readonly Level[]): void {
    if ((this.#levels.get(line)?.length ?? 0) < levels.length) this.#levels.set(line, levels);
  }

  levelsOf(line: number): readonly Level[] {
    return this.#levels.get(line) ?? [];
  }
}
