const BEST_WIDTH = 80;
const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '0',
  '\u0007': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\u001b': 'e',
  '"': '"',
  '\\': '\\',
  '\u0085': 'N',
  '\u00a0': '_',
  '\u2028': 'L',
  '\u2029': 'P',
};

interface ScalarLayout {
  readonly indent: number;
  readonly canSplit: boolean;
}

/** The writing half of PyYAML's emitter: text, column, and whether only indentation was written on the line. */
export class LineWriter {
  #text = '';
  #column = 0;
  #isWhitespace = true;
  #isIndention = true;

  get isIndention(): boolean {
    return this.#isIndention;
  }

  finish(): string {
    if (this.#column > 0) this.#lineBreak();
    return this.#text;
  }

  indicator(data: string, needsWhitespace: boolean, isIndention = false): void {
    this.#write(this.#isWhitespace || !needsWhitespace ? data : ` ${data}`);
    this.#isWhitespace = false;
    this.#isIndention = this.#isIndention && isIndention;
  }

  indent(indent: number): void {
    if (!this.#isIndention || this.#column > indent || (this.#column === indent && !this.#isWhitespace)) this.#lineBreak();
    if (this.#column < indent) {
      this.#isWhitespace = true;
      this.#write(' '.repeat(indent - this.#column));
    }
  }

  plain(text: string, { indent, canSplit }: ScalarLayout): void {
    if (text === '') return;
    if (!this.#isWhitespace) this.#write(' ');
    this.#isWhitespace = false;
    this.#isIndention = false;
    const parts = text.split(/( +)/);
    for (const [index, part] of parts.entries()) {
      const isSingleSpace = part === ' ';
      if (isSingleSpace && canSplit && this.#column > BEST_WIDTH && index > 0) {
        this.indent(indent);
        this.#isWhitespace = false;
        this.#isIndention = false;
      } else this.#write(part);
    }
  }

  singleQuoted(text: string, { indent, canSplit }: ScalarLayout): void {
    this.indicator("'", true);
    let position = 0;
    for (const part of text.match(/ +|\n+|'|[^ \n']+/g) ?? []) {
      const end = position + part.length;
      if (part === ' ' && canSplit && this.#column > BEST_WIDTH && position !== 0 && end !== text.length) this.indent(indent);
      else if (part.startsWith('\n')) this.#breaks(part, indent);
      else this.#write(part === "'" ? "''" : part);
      position = end;
    }
    this.indicator("'", false);
  }

  doubleQuoted(text: string, layout: ScalarLayout): void {
    this.indicator('"', true);
    const characters = Array.from(text);
    let start = 0;
    for (let end = 0; end <= characters.length; end += 1) {
      const character = characters[end];
      if (character === undefined || isEscaped(character)) {
        this.#write(characters.slice(start, end).join('') + escapeOf(character));
        start = character === undefined ? end : end + 1;
      }
      const canBreak = layout.canSplit && end > 0 && end < characters.length - 1;
      if (canBreak && this.#isTooLong(end - start, character === ' ' || start >= end)) {
        start = this.#splitDoubleQuoted(characters, start, end, layout.indent);
      }
    }
    this.indicator('"', false);
  }

  #isTooLong(pending: number, isBreakable: boolean): boolean {
    return isBreakable && this.#column + pending > BEST_WIDTH;
  }

  #splitDoubleQuoted(characters: readonly string[], start: number, end: number, indent: number): number {
    this.#write(`${characters.slice(start, end).join('')}\\`);
    const next = Math.max(start, end);
    this.indent(indent);
    this.#isWhitespace = false;
    this.#isIndention = false;
    if (characters[next] === ' ') this.#write('\\');
    return next;
  }

  #breaks(part: string, indent: number): void {
    this.#lineBreak();
    for (let index = 0; index < part.length; index += 1) this.#lineBreak();
    this.indent(indent);
  }

  #lineBreak(): void {
    this.#text += '\n';
    this.#column = 0;
    this.#isWhitespace = true;
    this.#isIndention = true;
  }

  #write(data: string): void {
    this.#text += data;
    this.#column += Array.from(data).length;
  }
}

function isEscaped(character: string): boolean {
  return character === '"' || character === '\\' || !/^[\x20-\x7e]$/.test(character);
}

function escapeOf(character: string | undefined): string {
  if (character === undefined) return '';
  const known = ESCAPES[character];
  if (known !== undefined) return `\\${known}`;
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  if (code.length <= 2) return `\\x${code.padStart(2, '0')}`;
  return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`;
}
