import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { LogStore } from './log-store.ts';
import { LogSearch, nextLine, type Searcher } from './search.ts';

/** Goes from one line with an error to the next: the server names them, once somebody asks. */
export function useErrors(store: LogStore, searcher: Searcher, onFound: (line: number) => void): (from: number, step: 1 | -1) => void {
  const search = useMemo(() => new LogSearch({ text: 'is:error', isRegex: false, isCaseSensitive: false }, searcher), [searcher]);
  const running = useRef<AbortController | null>(null);
  const searchedLines = useRef(-1);
  useEffect(() => () => running.current?.abort(), [search]);
  return useCallback((from: number, step: 1 | -1) => {
    const go = (): void => {
      const line = nextLine(search.matchLines(store.phases()), from, step);
      if (line !== null) onFound(line);
    };
    if (searchedLines.current === store.lineCount && search.state !== 'failed') {
      go();
      return;
    }
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    const { lineCount } = store;
    void search.advance(abort.signal, () => undefined).then(() => {
      if (abort.signal.aborted) return;
      searchedLines.current = lineCount;
      go();
    });
  }, [search, store, onFound]);
}
