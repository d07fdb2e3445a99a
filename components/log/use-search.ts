import { useCallback, useEffect, useMemo, useState } from 'react';
import type { LogStore } from './log-store.ts';
import { LogSearch, createMatcher, firstMatchFrom } from './search.ts';
import type { Matcher, SearchQuery } from './search.ts';

const SLICE_MS = 8;

export type SearchState = {
  query: SearchQuery;
  setQuery: (query: SearchQuery) => void;
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

/** The find bar's state: searches all lines in slices, and goes on as lines come. */
export function useSearch(store: LogStore, version: number): SearchState {
  const [query, setQuery] = useState<SearchQuery>({ text: '', isRegex: false, isCaseSensitive: false });
  const [current, setCurrent] = useState(-1);
  const [, setProgress] = useState(0);
  const made = useMemo(() => createMatcher(query), [query]);
  const matcher = typeof made === 'function' ? made : null;
  const search = useMemo(() => (matcher === null ? null : new LogSearch(store, matcher)), [store, matcher]);
  useEffect(() => {
    if (search === null || search.isDone) return;
    let timer: ReturnType<typeof setTimeout>;
    const slice = (): void => {
      const end = performance.now() + SLICE_MS;
      search.advance(() => performance.now() > end);
      setProgress((before) => before + 1);
      if (!search.isDone) timer = setTimeout(slice);
    };
    timer = setTimeout(slice);
    return () => clearTimeout(timer);
  }, [search, version]);
  const change = useCallback((next: SearchQuery) => {
    setQuery(next);
    setCurrent(-1);
  }, []);
  const matchLines = search?.matchLines ?? [];
  const move = (step: 1 | -1, fromLine: number): void => {
    if (matchLines.length === 0) return;
    setCurrent(current === -1 ? firstMatchFrom(matchLines, fromLine) : (current + step + matchLines.length) % matchLines.length);
  };
  const line = matchLines[current];
  return {
    query,
    setQuery: change,
    matcher,
    error: made !== null && typeof made === 'object' ? made.error : null,
    matchLines,
    isSearching: search !== null && !search.isDone,
    isFull: search?.isFull === true,
    current,
    shown: line === undefined ? null : { line, ordinal: current - matchLines.indexOf(line) },
    move,
  };
}
