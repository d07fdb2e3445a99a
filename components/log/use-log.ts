import type { Phase } from '#lib/contract/builds.ts';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { LogFeed } from './log-feed.ts';
import { createLogSource } from './log-source.ts';
import { LogStore } from './log-store.ts';
import { createSearcher, type Searcher } from './search.ts';

export type LogOf = { buildId: string; attempt: number; phases: readonly Phase[]; isOver: boolean };

/** The log of one attempt, kept up to date while the component is mounted; `version` changes with it. */
export function useLog({ buildId, attempt, phases, isOver }: LogOf): { store: LogStore; version: number; searcher: Searcher } {
  const [store] = useState(() => new LogStore());
  const feed = useRef<LogFeed | null>(null);
  useEffect(() => {
    const opened = new LogFeed(store, createLogSource({ buildId, attempt }));
    feed.current = opened;
    return () => opened.close();
  }, [store, buildId, attempt]);
  useEffect(() => feed.current?.update(phases, isOver), [phases, isOver, buildId, attempt]);
  const version = useSyncExternalStore(store.subscribe, store.getVersion, store.getVersion);
  const searcher = useMemo(() => createSearcher({ buildId, attempt }), [buildId, attempt]);
  return { store, version, searcher };
}
