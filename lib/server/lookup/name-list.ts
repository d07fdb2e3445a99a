import { normalizePythonName } from '#lib/ee/requirements/pep508.ts';

const MAX_NAMES = 2_000_000;
const JSON_NAME = /"name"\s*:\s*"([A-Za-z0-9][\w.-]{0,199})"/g;
const HTML_NAME = /<a\b[^>]*>\s*([A-Za-z0-9][\w.-]{0,199})\s*<\/a>/g;
/** An unfinished element at the end of a piece is kept up to this length. */
const MAX_TAIL = 2000;

/** Names by their PyPI form, to be searched by prefix: one text, since a million strings would take ten times its memory. */
export type NameList = { text: string; starts: Uint32Array };

/** Reads the project list of a simple API, JSON or HTML, piece by piece. */
export class NameListReader {
  readonly #names: string[] = [];
  readonly #decoder = new TextDecoder();
  #tail = '';
  #pattern: RegExp | null = null;

  readonly take = (chunk: Uint8Array): void => {
    const text = this.#tail + this.#decoder.decode(chunk, { stream: true });
    this.#pattern ??= text.trimStart() === '' ? null : new RegExp(text.trimStart().startsWith('{') ? JSON_NAME : HTML_NAME);
    let end = 0;
    for (const match of this.#pattern === null ? [] : text.matchAll(this.#pattern)) {
      end = match.index + match[0].length;
      if (this.#names.length < MAX_NAMES) this.#names.push(match[1] ?? '');
    }
    this.#tail = text.slice(Math.max(end, text.length - MAX_TAIL));
  };

  /** Null when nothing in it was a name. */
  finish(): NameList | null {
    if (this.#names.length === 0) return null;
    const names = sortedByKey(this.#names);
    const starts = new Uint32Array(names.length + 1);
    names.forEach((name, index) => {
      starts[index + 1] = (starts[index] ?? 0) + name.length + 1;
    });
    return { text: `${names.join('\n')}\n`, starts };
  }
}

/** Indexes give their list sorted: sorting a million names again would hold the server up for a second. */
function sortedByKey(names: readonly string[]): readonly string[] {
  const keys = names.map(keyOf);
  if (keys.every((key, index) => index === 0 || key >= (keys[index - 1] ?? ''))) return names;
  return names.map((name, index) => ({ name, key: keys[index] ?? '' })).sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key))).map(({ name }) => name);
}

function keyOf(name: string): string {
  return /[A-Z_.]|--/.test(name) ? normalizePythonName(name) : name;
}

/** Names that begin with `prefix`, then names that hold it. */
export function searchNames(list: NameList, prefix: string, limit: number): string[] {
  const wanted = normalizePythonName(prefix);
  const found: string[] = [];
  const count = list.starts.length - 1;
  for (let index = firstAtLeast(list, wanted); index < count && found.length < limit; index += 1) {
    const name = nameAt(list, index);
    if (!keyOf(name).startsWith(wanted)) break;
    found.push(name);
  }
  return found.length < limit && wanted.length > 2 ? [...found, ...holding(list.text, wanted, new Set(found)).slice(0, limit - found.length)] : found;
}

function holding(text: string, part: string, known: ReadonlySet<string>): string[] {
  const found: string[] = [];
  for (let place = text.indexOf(part); place >= 0 && found.length < 50; place = text.indexOf(part, place + part.length)) {
    const name = text.slice(text.lastIndexOf('\n', place) + 1, text.indexOf('\n', place));
    if (!known.has(name) && !found.includes(name)) found.push(name);
  }
  return found;
}

function firstAtLeast(list: NameList, wanted: string): number {
  let low = 0;
  let high = list.starts.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyOf(nameAt(list, middle)) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function nameAt({ text, starts }: NameList, index: number): string {
  return text.slice(starts[index], (starts[index + 1] ?? 0) - 1);
}
