import { createCandidates, createCounter } from '#lib/contract/log-search.ts';
import type { SearchQuery } from '#lib/contract/log-search.ts';
import { withoutColours } from '#lib/contract/log-text.ts';
import type { PhaseName } from '#lib/contract/builds.ts';
import type { LogSearchEvent } from '#lib/contract/logs.ts';
import { MAX_MATCHES } from '#lib/contract/logs.ts';
import type { LogFiles } from './file.ts';
import { lineCountOf, offsetOfLine } from './lines.ts';
import { openLogSource } from './source.ts';

/** Lines [from, to) of a phase; `to` null: up to the end. */
export type SearchRange = { phase: PhaseName; files: LogFiles; isPacked: boolean; isOver: boolean; from: number; to: number | null };
export type SearchJob = { query: SearchQuery; ranges: SearchRange[] };
type Look = { count: (raw: string) => number; candidates: RegExp | null };
type Found = Extract<LogSearchEvent, { phase: PhaseName }>;

const NEWLINE = 10;
/** Of a line that is longer only the end is searched: it needs no more memory than this. */
const MAX_LINE_BYTES = 2 * 1024 * 1024;
const KEPT_END_BYTES = 256 * 1024;

/** Searches ranges one after the other, in pieces; stops between two of them when told so. At most MAX_MATCHES matches, or a line's more, come out. */
export async function* searchLogs({ query, ranges }: SearchJob, isCancelled: () => boolean): AsyncGenerator<LogSearchEvent, void> {
  const look: Look = { count: createCounter(query), candidates: createCandidates(query) };
  let left = MAX_MATCHES;
  for (const range of ranges) {
    for await (const event of searchRange(range, look)) {
      const matches = upTo(left, event.matches);
      left -= matches.reduce((sum, [, found]) => sum + found, 0);
      yield { ...event, matches };
      if (isCancelled()) return;
      if (left > 0) continue;
      yield { end: 'full' };
      return;
    }
  }
  yield { end: 'done' };
}

function upTo(limit: number, matches: Found['matches']): Found['matches'] {
  let left = limit;
  return matches.filter(([, found]) => {
    const isWithin = left > 0;
    left -= found;
    return isWithin;
  });
}

async function* searchRange({ phase, files, isPacked, isOver, from, to }: SearchRange, look: Look): AsyncGenerator<Found, void> {
  const source = await openLogSource(files, isPacked);
  try {
    const end = Math.min(lineCountOf(source, isOver), to ?? Number.POSITIVE_INFINITY);
    let line = Math.min(from, end);
    const start = line < end ? await offsetOfLine(source, line) : source.bytes;
    for await (const text of wholeLines(source.read(start, isOver ? source.bytes : source.lineStart))) {
      const { matches, next } = searchText(text, { line, end, ...look });
      line = next;
      yield { phase, matches, scanned: line };
      if (line >= end) return;
    }
  } finally {
    await source.close();
  }
}

/** Bytes in any cut as text of whole lines; the last one may have no end. */
async function* wholeLines(pieces: AsyncIterable<Buffer>): AsyncGenerator<string, void> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of pieces) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const cut = bytes.lastIndexOf(NEWLINE) + 1;
    if (cut === 0) {
      rest = bytes.length < MAX_LINE_BYTES ? bytes : Buffer.from(bytes.subarray(-KEPT_END_BYTES));
      continue;
    }
    rest = bytes.subarray(cut);
    yield bytes.toString('utf8', 0, cut);
  }
  if (rest.length > 0) yield `${rest.toString('utf8')}\n`;
}

interface Within extends Look {
  /** Number of the first line of the text, and of the one before which the search ends. */
  line: number;
  end: number;
}

function searchText(text: string, within: Within): { matches: Found['matches']; next: number } {
  const plain = within.candidates === null ? null : withoutColours(text);
  return plain === null || within.candidates === null ? searchLines(text, within) : searchCandidates(plain, within.candidates, within);
}

function searchLines(text: string, { line: first, end, count }: Within): { matches: Found['matches']; next: number } {
  const matches: Found['matches'] = [];
  let line = first;
  let start = 0;
  for (let stop = text.indexOf('\n'); stop !== -1 && line < end; stop = text.indexOf('\n', start)) {
    const found = count(text.slice(start, stop));
    if (found > 0) matches.push([line, found]);
    line += 1;
    start = stop + 1;
  }
  return { matches, next: line };
}

/** Looks at the lines only in which a match may begin: many times as fast where there are few. */
function searchCandidates(text: string, candidates: RegExp, { line: first, end, count }: Within): { matches: Found['matches']; next: number } {
  const matches: Found['matches'] = [];
  let line = first;
  let start = 0;
  candidates.lastIndex = 0;
  for (let match = candidates.exec(text); match !== null && line < end; match = candidates.exec(text)) {
    for (let stop = text.indexOf('\n', start); stop < match.index; stop = text.indexOf('\n', start)) {
      line += 1;
      start = stop + 1;
    }
    if (line >= end) break;
    const stop = text.indexOf('\n', match.index);
    const found = count(text.slice(start, stop));
    if (found > 0) matches.push([line, found]);
    candidates.lastIndex = stop + 1;
    line += 1;
    start = stop + 1;
  }
  for (let stop = text.indexOf('\n', start); stop !== -1 && line < end; stop = text.indexOf('\n', stop + 1)) line += 1;
  return { matches, next: line };
}
