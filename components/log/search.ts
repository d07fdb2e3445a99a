import { apiResponse } from '#lib/client/api.ts';
import type { PhaseName } from '#lib/contract/builds.ts';
import type { SearchQuery } from '#lib/contract/log-search.ts';
import { LogSearchEvent } from '#lib/contract/logs.ts';
import type { AttemptRef } from './log-source.ts';
import type { PhaseRun } from './log-store.ts';

export type SearchState = 'searching' | 'done' | 'full' | 'too-slow' | 'failed';
/** Answers a query with its events; `after` names what was searched before. */
export type Searcher = (query: SearchQuery, after: string, signal: AbortSignal) => AsyncIterable<LogSearchEvent>;

/** Searches on the server, where all lines are: folded ones and those that were never looked at. */
export function createSearcher({ buildId, attempt }: AttemptRef): Searcher {
  return async function* search({ text, isRegex, isCaseSensitive }, after, signal) {
    const query = { q: text, regex: isRegex ? '1' : '0', case: isCaseSensitive ? '1' : '0', after };
    const response = await apiResponse(`/builds/${buildId}/attempts/${attempt}/search`, { query, headers: { accept: '*/*' }, signal });
    for await (const line of linesOf(response)) yield LogSearchEvent.parse(JSON.parse(line));
  };
}

async function* linesOf(response: Response): AsyncGenerator<string, void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
    const lines = `${rest}${part.value}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/** What one query has found so far; goes on where lines were added. */
export class LogSearch {
  readonly #query: SearchQuery;
  readonly #search: Searcher;
  readonly #found = new Map<PhaseName, { matches: [number, number][]; scanned: number }>();
  state: SearchState = 'searching';

  constructor(query: SearchQuery, search: Searcher) {
    this.#query = query;
    this.#search = search;
  }

  /** Searches what was not searched yet; an aborted search keeps what it found. */
  async advance(signal: AbortSignal, onProgress: () => void): Promise<void> {
    if (this.state === 'full' || this.state === 'too-slow') return;
    this.state = 'searching';
    try {
      const after = [...this.#found].map(([phase, { scanned }]) => `${phase}:${scanned}`).join(',');
      for await (const event of this.#search(this.#query, after, signal)) {
        this.#take(event);
        onProgress();
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof Error)) throw error;
      this.state = 'failed';
    }
    // An answer that broke off is no answer.
    if (this.state === 'searching') this.state = 'failed';
    onProgress();
  }

  /** The line of every match in the whole log, in order. */
  matchLines(phases: readonly PhaseRun[]): number[] {
    return phases.flatMap(({ phase, first }) => (this.#found.get(phase)?.matches ?? []).flatMap(([line, count]) => new Array<number>(count).fill(first + line)));
  }

  #take(event: LogSearchEvent): void {
    if ('end' in event) {
      this.state = event.end;
      return;
    }
    const found = this.#found.get(event.phase) ?? { matches: [], scanned: 0 };
    this.#found.set(event.phase, found);
    found.matches.push(...event.matches);
    found.scanned = event.scanned;
  }
}

/** Index of the match to show first: the first one at or after `line`, else the first of all. */
export function firstMatchFrom(matchLines: readonly number[], line: number): number {
  const index = matchLines.findIndex((match) => match >= line);
  return index === -1 ? 0 : index;
}

/** The next of some lines after `line` or before it, round the end; null when there is none. */
export function nextLine(lines: readonly number[], line: number, step: 1 | -1): number | null {
  const next = step === 1 ? lines.find((candidate) => candidate > line) : lines.findLast((candidate) => candidate < line);
  return next ?? (step === 1 ? lines[0] : lines.at(-1)) ?? null;
}

/** Whether a line is among ordered ones. */
export function isAmong(lines: readonly number[], line: number): boolean {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return lines[low] === line;
}
