import type { Attempt, PhaseName } from '#lib/contract/builds.ts';
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { LineRange } from './line-range.ts';
import type { LogListHandle } from './log-list.tsx';
import type { LogStore } from './log-store.ts';
import { RowMap, failedLine, listSections, stepKey } from './rows.ts';
import { useErrors } from './use-errors.ts';
import { useFolds } from './use-folds.ts';
import { useLineRange } from './use-line-range.ts';
import { useLog } from './use-log.ts';
import { usePlaces } from './use-places.ts';
import { useSearch, type FindState } from './use-search.ts';

/** A place that something outside the log wants shown; `nonce` makes each wish a new one. */
export type LogJump = { phase: PhaseName; ordinal: number | null; nonce: number };

export type Viewer = {
  store: LogStore;
  rows: RowMap;
  layoutKey: string;
  list: RefObject<LogListHandle | null>;
  isOver: boolean;
  isFollowing: boolean;
  /** Lines that came since following stopped. */
  newLines: number;
  range: LineRange | null;
  search: FindState;
  follow: (isFollowing: boolean) => void;
  toEnd: () => void;
  toggle: (key: string) => void;
  select: (number: number, isExtending: boolean) => void;
  setRange: (range: LineRange | null) => void;
  nextError: (step: 1 | -1) => void;
  findNext: (step: 1 | -1) => void;
};

/** What a log viewer knows and can do, apart from how it looks. */
export function useViewer({ buildId, attempt, jump }: { buildId: string; attempt: Attempt; jump: LogJump | null }): Viewer {
  const isOver = attempt.status !== 'running';
  const [wasOver] = useState(isOver);
  const { store, version, searcher } = useLog({ buildId, attempt: attempt.number, phases: attempt.phases, isOver });
  const onAddress = useRef<(range: LineRange) => void>(() => undefined);
  const { range, select, setRange } = useLineRange(useCallback((named: LineRange) => onAddress.current(named), []));
  const [wasLinked] = useState(range !== null);
  const [isFollowing, setFollowing] = useState(!isOver && !wasLinked);
  const [pausedAt, setPausedAt] = useState(0);
  const search = useSearch(store, searcher);
  const list = useRef<LogListHandle>(null);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- version stands for what is in the store
  const sections = useMemo(() => listSections(attempt.phases, store.phases()), [attempt.phases, store, version]);
  const { folded, toggle, unfold } = useFolds(sections, wasOver && !wasLinked && store.connection === 'complete');
  const rows = useMemo(() => new RowMap(sections, folded), [sections, folded]);
  const show = usePlaces({ rows, list, unfold, initial: range === null ? null : { kind: 'line', line: range.first - 1 } });

  const wasFollowing = useRef(isFollowing);
  const follow = useCallback((next: boolean) => {
    if (wasFollowing.current && !next) setPausedAt(store.lineCount);
    wasFollowing.current = next;
    setFollowing(next);
  }, [store]);
  const showLine = useCallback((line: number) => {
    follow(false);
    show({ kind: 'line', line });
  }, [follow, show]);

  useEffect(() => {
    onAddress.current = ({ first }) => showLine(first - 1);
  }, [showLine]);
  useFailedLine({ line: wasOver && !wasLinked && store.connection === 'complete' ? failedLine(sections) : null, onShow: showLine });
  const { shown, current: shownMatch } = search;
  const shownLine = shown?.line;
  useEffect(() => {
    if (shownLine !== undefined) showLine(shownLine);
  }, [shownLine, shownMatch, showLine]);
  useEffect(() => {
    if (jump === null) return;
    follow(false);
    show({ kind: 'section', keys: jump.ordinal === null ? [jump.phase] : [jump.phase, stepKey(jump.phase, jump.ordinal)] });
  }, [jump, follow, show]);

  const lineHere = (): number => shownLine ?? (range === null ? (rows.lineAt((list.current?.topRow() ?? 0) + 1) ?? 0) : range.first - 1);
  const findError = useErrors(store, searcher, useCallback((line: number) => {
    setRange({ first: line + 1, last: line + 1 });
    showLine(line);
  }, [setRange, showLine]));
  const nextError = (step: 1 | -1): void => findError(lineHere(), step);
  const toEnd = (): void => {
    list.current?.scrollToEnd();
    follow(!isOver);
  };
  return {
    store,
    rows,
    layoutKey: [...folded].join(' '),
    list,
    isOver,
    isFollowing: isFollowing && !wasOver,
    newLines: isFollowing || isOver ? 0 : Math.max(0, store.lineCount - pausedAt),
    range,
    search,
    follow,
    toEnd,
    toggle,
    select,
    setRange,
    nextError,
    findNext: (step) => search.move(step, lineHere()),
  };
}

/** Shows the failed line once, when the log of a failed build has been read. */
function useFailedLine({ line, onShow }: { line: number | null; onShow: (line: number) => void }): void {
  const isShown = useRef(false);
  useEffect(() => {
    if (line === null || isShown.current) return;
    isShown.current = true;
    onShow(line);
  }, [line, onShow]);
}
