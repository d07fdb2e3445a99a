import { createMatcher, type Matcher, type SearchQuery } from '#lib/contract/log-search.ts';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { keepSearching } from './keep-searching.ts';
import type { LogStore } from './log-store.ts';
import { LogSearch, firstMatchFrom, type Searcher } from './search.ts';

export type FindState = {
  query: SearchQuery;
  setQuery: (query: SearchQuery) => void;
  /** Marks matches in a line that has some; null when whole lines are looked for. */
  matcher: Matcher | null;
  error: string | null;
  matchLines: readonly number[];
  isSearching: boolean;
  isFull: boolean;
  /** Index of the match that is shown, or -1. */
  current: number;
  /** The match that is shown: its line, and its place among the matches of that line. */
  shown: { line: number; ordinal: number } | null;
  move: (step: 1 | -1, fromLine: number) => void;
};

function errorOf(made: ReturnType<typeof createMatcher>, search: LogSearch | null): string | null {
  if (made !== null && typeof made === 'object') return made.error;
  if (search?.state === 'too-slow') return 'This expression takes too long: make it simpler.';
  return search?.state === 'failed' ? 'The search could not be done. It is tried again.' : null;
}

/** The find bar's state: the server searches all lines, and goes on as lines come. */
export function useSearch(store: LogStore, searcher: Searcher): FindState {
  const [query, setQuery] = useState<SearchQuery>({ text: '', isRegex: false, isCaseSensitive: false });
  const [current, setCurrent] = useState(-1);
  const [progress, setProgress] = useState(0);
  const made = useMemo(() => createMatcher(query), [query]);
  const isUsable = query.text.trim() !== '' && (made === null || typeof made === 'function');
  const search = useMemo(() => (isUsable ? new LogSearch(query, searcher) : null), [isUsable, query, searcher]);
  useEffect(() => {
    if (search === null) return;
    const abort = new AbortController();
    void keepSearching(search, { store, signal: abort.signal, onProgress: () => setProgress((before) => before + 1) });
    return () => abort.abort();
  }, [search, store]);
  const change = useCallback((next: SearchQuery) => {
    setQuery(next);
    setCurrent(-1);
  }, []);
  const layout = store.phases().map(({ phase, first }) => `${phase}:${first}`).join(' ');
  // eslint-disable-next-line react-hooks/exhaustive-deps -- progress stands for what the search has found, layout for the phases
  const matchLines = useMemo(() => search?.matchLines(store.phases()) ?? [], [search, progress, layout]);
  const move = (step: 1 | -1, fromLine: number): void => {
    if (matchLines.length === 0) return;
    setCurrent(current === -1 ? firstMatchFrom(matchLines, fromLine) : (current + step + matchLines.length) % matchLines.length);
  };
  const line = matchLines[current];
  return {
    query,
    setQuery: change,
    matcher: typeof made === 'function' ? made : null,
    error: errorOf(made, search),
    matchLines,
    isSearching: search?.state === 'searching',
    isFull: search?.state === 'full',
    current,
    shown: line === undefined ? null : { line, ordinal: current - matchLines.indexOf(line) },
    move,
  };
}
