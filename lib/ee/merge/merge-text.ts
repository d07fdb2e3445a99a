import { diff3MergeRegions } from 'node-diff3';

/** Three texts: what both began with, and what each made of it. */
export interface TextSides {
  readonly base: string;
  readonly theirs: string;
  readonly mine: string;
}

export interface TextConflict {
  readonly kind: 'conflict';
  /** Line of `base`, from 1, at which both changed something. */
  readonly baseLine: number;
  readonly base: string;
  readonly theirs: string;
  readonly mine: string;
}

/** Each text holds whole lines with their line ends. */
export type MergePart = { readonly kind: 'clean'; readonly text: string } | TextConflict;

export type Choice = 'theirs' | 'mine' | 'both';

/** Merges line by line. Changes that touch or overlap are a conflict that holds both texts; equal changes are none. */
export function mergeText({ base, theirs, mine }: TextSides): MergePart[] {
  const known = new LineNumbers();
  const lines = { a: linesOf(theirs), o: linesOf(base), b: linesOf(mine) };
  const regions = diff3MergeRegions(known.of(lines.a), known.of(lines.o), known.of(lines.b));
  const parts = regions.map((region): MergePart => {
    if (region.stable) {
      const from = lines[region.buffer];
      return { kind: 'clean', text: from.slice(region.bufferStart, region.bufferStart + region.bufferLength).join('') };
    }
    const side = (all: readonly string[], start: number, length: number) => all.slice(start, start + length).join('');
    const [ofTheirs, ofMine] = [side(lines.a, region.aStart, region.aLength), side(lines.b, region.bStart, region.bLength)];
    if (ofTheirs === ofMine) return { kind: 'clean', text: ofMine };
    return { kind: 'conflict', baseLine: region.oStart + 1, base: side(lines.o, region.oStart, region.oLength), theirs: ofTheirs, mine: ofMine };
  });
  return joined(parts);
}

/** The text with a choice for each conflict, in their order; null while one is missing. */
export function resolveText(parts: readonly MergePart[], choices: readonly (Choice | null | undefined)[]): string | null {
  let next = 0;
  let text = '';
  for (const part of parts) {
    if (part.kind === 'clean') {
      text += part.text;
      continue;
    }
    const choice = choices[next] ?? null;
    next += 1;
    if (choice === null) return null;
    text += choice === 'both' ? stacked(part.theirs, part.mine) : part[choice];
  }
  return text;
}

/** The last line of a text may have no end; what follows must not run into it. */
function stacked(above: string, below: string): string {
  if (above === '' || below === '' || above.endsWith('\n')) return above + below;
  return `${above}${below.includes('\r\n') || above.includes('\r\n') ? '\r\n' : '\n'}${below}`;
}

function joined(parts: readonly MergePart[]): MergePart[] {
  const result: MergePart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part.kind === 'clean' && last?.kind === 'clean') result[result.length - 1] = { kind: 'clean', text: last.text + part.text };
    else if (part.kind === 'conflict' || part.text !== '') result.push(part);
  }
  return result;
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Equal lines get equal numbers: the library takes lines for property names, and a line may read "constructor". */
class LineNumbers {
  readonly #numbers = new Map<string, number>();

  of(lines: readonly string[]): number[] {
    return lines.map((line) => {
      const known = this.#numbers.get(line) ?? this.#numbers.size;
      this.#numbers.set(line, known);
      return known;
    });
  }
}
