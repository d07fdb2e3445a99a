export interface Instruction {
  /** In capitals. */
  readonly keyword: string;
  /** As podman prints it: continuation lines joined, comment lines inside left out. */
  readonly text: string;
  /** The line on which it starts, from 1. */
  readonly line: number;
  /** The line on which it ends, heredocs included. */
  readonly endLine: number;
  readonly heredocs: readonly string[];
}

/** Cuts a Containerfile into instructions as podman's parser does. */
export function readInstructions(containerfile: string): Instruction[] {
  const reader = new LineReader(containerfile);
  const instructions: Instruction[] = [];
  for (let next = reader.read(); next !== null; next = reader.read()) instructions.push(next);
  return instructions;
}

class LineReader {
  readonly #lines: readonly string[];
  readonly #continuation: RegExp;
  #index = 0;

  constructor(containerfile: string) {
    this.#lines = containerfile.replace(/^\ufeff/, '').split(/\r?\n/);
    this.#continuation = escapeDirective(this.#lines) === '`' ? /`[ \t]*$/ : /\\[ \t]*$/;
  }

  read(): Instruction | null {
    while (this.#index < this.#lines.length) {
      const line = this.#index + 1;
      const text = this.#logicalLine();
      if (text === '') continue;
      const keyword = (/^\S+/.exec(text)?.[0] ?? '').toUpperCase();
      const heredocs = this.#heredocs(keyword, text);
      return { keyword, text, line, endLine: this.#index, heredocs };
    }
    return null;
  }

  #logicalLine(): string {
    const first = (this.#lines[this.#index] ?? '').trimStart();
    this.#index += 1;
    if (first.startsWith('#')) return '';
    let text = first.replace(this.#continuation, '');
    let isOpen = text !== first;
    while (isOpen && this.#index < this.#lines.length) {
      const line = this.#lines[this.#index] ?? '';
      this.#index += 1;
      if (/^\s*(?:#.*)?$/.test(line)) continue;
      const part = line.replace(this.#continuation, '');
      isOpen = part !== line;
      text += part;
    }
    return text;
  }

  #heredocs(keyword: string, text: string): string[] {
    if (!['RUN', 'COPY', 'ADD'].includes(keyword)) return [];
    return heredocNames(text).map(({ name, isIndented }) => this.#heredocBody(name, isIndented));
  }

  #heredocBody(name: string, isIndented: boolean): string {
    const body: string[] = [];
    while (this.#index < this.#lines.length) {
      const line = this.#lines[this.#index] ?? '';
      this.#index += 1;
      const content = isIndented ? line.replace(/^\t+/, '') : line;
      if (content === name) break;
      body.push(content);
    }
    return body.join('\n');
  }
}

function escapeDirective(lines: readonly string[]): string {
  for (const line of lines) {
    const match = /^#\s*(\w+)\s*=\s*(\S+)\s*$/.exec(line);
    if (match === null) return '\\';
    if (match[1]?.toLowerCase() === 'escape') return match[2] ?? '\\';
  }
  return '\\';
}

function heredocNames(text: string): { name: string; isIndented: boolean }[] {
  const words = text.match(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? [];
  return words.flatMap((word) => {
    const match = /^\d*<<(-?)(["']?)([^<"'\s]+)\2$/.exec(word);
    return match === null ? [] : [{ name: match[3] ?? '', isIndented: match[1] === '-' }];
  });
}
