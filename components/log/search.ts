import { visibleText } from '#lib/contract/log-text.ts';

export type SearchQuery = { text: string; isRegex: boolean; isCaseSensitive: boolean };
/** Finds [start, end) of every match in one line's visible text. */
export type Matcher = (text: string) => [number, number][];
export type Lines = { readonly lineCount: number; run: (first: number, count: number) => string[] };

const MAX_PER_LINE = 200;
export const MAX_MATCHES = 100_000;
const LINES_AT_ONCE = 500;

/** @returns null for an empty query; a message for a pattern that is no regular expression. */
export function createMatcher(query: SearchQuery): Matcher | null | { error: string } {
  if (query.text === '') return null;
  const flags = query.isCaseSensitive ? 'gu' : 'giu';
  try {
    const pattern = new RegExp(query.isRegex ? query.text : query.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), flags);
    return (text) => matchesIn(pattern, text);
  } catch (error) {
    return { error: error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : 'This is no regular expression.' };
  }
}

function matchesIn(pattern: RegExp, text: string): [number, number][] {
  const found: [number, number][] = [];
  for (const match of text.matchAll(pattern)) {
    if (match[0] === '') continue;
    found.push([match.index, match.index + match[0].length]);
    if (found.length >= MAX_PER_LINE) break;
  }
  return found;
}

/** A search over all lines, folded ones too, done in slices; goes on where lines are added. */
export class LogSearch {
  readonly #lines: Lines;
  readonly #matcher: Matcher;
  #scanned = 0;
  /** The line of every match, in order. */
  readonly matchLines: number[] = [];

  constructor(lines: Lines, matcher: Matcher) {
    this.#lines = lines;
    this.#matcher = matcher;
  }

  get isDone(): boolean {
    return this.#scanned >= this.#lines.lineCount || this.isFull;
  }

  get isFull(): boolean {
    return this.matchLines.length >= MAX_MATCHES;
  }

  /** Searches on until all is searched or `isOver` says so. */
  advance(isOver: () => boolean): void {
    while (!this.isDone) {
      const texts = this.#lines.run(this.#scanned, LINES_AT_ONCE);
      for (const [index, raw] of texts.entries()) {
        const line = this.#scanned + index;
        this.matchLines.push(...this.#matcher(visibleText(raw)).map(() => line));
      }
      this.#scanned += texts.length;
      if (texts.length === 0 || isOver()) return;
    }
  }
}

/** Index of the match to show first: the first one at or after `line`, else the first of all. */
export function firstMatchFrom(matchLines: readonly number[], line: number): number {
  const index = matchLines.findIndex((match) => match >= line);
  return index === -1 ? 0 : index;
}

/** Looks for the next line that `isWanted`, going forward or back from `line` and round the end. */
export function findLine(lines: Lines, from: { line: number; step: 1 | -1 }, isWanted: (raw: string) => boolean): number | null {
  const total = lines.lineCount;
  for (let tried = 1; tried <= total; tried += 1) {
    const line = (((from.line + from.step * tried) % total) + total) % total;
    const raw = lines.run(line, 1)[0];
    if (raw !== undefined && isWanted(raw)) return line;
  }
  return null;
}
