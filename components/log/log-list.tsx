'use client';

import { useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState, type ClipboardEvent, type ReactNode, type Ref } from 'react';
import styles from './log.module.css';
import type { LogStore } from './log-store.ts';
import { linesInRows, type RowMap } from './rows.ts';
import { useWindow, type Scrolled } from './use-window.ts';

export type LogListHandle = {
  scrollToRow: (row: number, align: 'start' | 'center') => void;
  scrollToEnd: () => void;
  /** The row at the upper edge of the window. */
  topRow: () => number;
  focus: () => void;
};

export type LogListProps = {
  store: LogStore;
  rows: RowMap;
  /** Changes when rows other than the last ones change: measured heights are then forgotten. */
  layoutKey: string;
  isWrapped: boolean;
  isFollowing: boolean;
  gutterCharacters: number;
  renderRow: (row: number) => ReactNode;
  onFollow: (isFollowing: boolean) => void;
  onCopy: (event: ClipboardEvent) => void;
  ref: Ref<LogListHandle>;
};

/** Size of the window on the rows, kept up to date. */
function useSize(scroller: HTMLElement | null): { width: number; height: number } {
  const [size, setSize] = useState({ width: 800, height: 600 });
  useEffect(() => {
    if (scroller === null) return;
    const observer = new ResizeObserver(() => setSize({ width: scroller.clientWidth, height: scroller.clientHeight }));
    observer.observe(scroller);
    return () => observer.disconnect();
  }, [scroller]);
  return size;
}

/** The lines in view are fetched where they are not here. */
function useWantedLines(store: LogStore, rows: RowMap, { first, end }: { first: number; end: number }): void {
  useEffect(() => {
    store.want(linesInRows(rows, first, end));
  }, [store, rows, first, end]);
}

/** The rows that are in view, of any number. Heights vary when lines are wrapped. */
export function LogList({ store, rows, layoutKey, isWrapped, isFollowing, gutterCharacters, renderRow, onFollow, onCopy, ref }: LogListProps) {
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const drawn = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(scroller);
  const onScrolled = useCallback(({ isUp, isAtEnd }: Scrolled) => {
    if (isUp && !isAtEnd) onFollow(false);
    else if (isAtEnd) onFollow(true);
  }, [onFollow]);
  const view = useWindow({ scroller, rowCount: rows.rowCount, viewPx: height, layoutKey: `${layoutKey} ${isWrapped ? width : ''}`, onScrolled });
  const { first, end, toEnd, measured } = view;
  useWantedLines(store, rows, view);
  useLayoutEffect(() => {
    if (!isWrapped || drawn.current === null) return;
    measured(Array.from(drawn.current.children, (element, index) => ({ row: first + index, px: element.getBoundingClientRect().height })));
  });
  useLayoutEffect(() => {
    if (isFollowing) toEnd();
  }, [isFollowing, toEnd, view.canvasPx]);
  useImperativeHandle(ref, () => ({
    scrollToRow: view.toRow,
    scrollToEnd: toEnd,
    topRow: view.topRow,
    focus: () => scroller?.focus({ preventScroll: true }),
  }));
  return (
    <div
      ref={setScroller}
      className={`${styles['scroller'] ?? ''} ${isWrapped ? (styles['isWrapped'] ?? '') : ''}`}
      style={{ '--log-gutter': `${gutterCharacters + 3}ch`, '--log-width': `${width}px` } as React.CSSProperties}
      role="log"
      aria-live="off"
      aria-label="Build log"
      tabIndex={0}
      onCopy={onCopy}
      data-log-scroller
      data-log-lines={store.lineCount}
      data-log-rows={rows.rowCount}
    >
      <div className={styles['canvas']} style={{ blockSize: view.canvasPx }}>
        <div ref={drawn} className={styles['rows']} style={{ transform: `translateY(${view.startPx}px)` }}>
          {Array.from({ length: Math.max(0, Math.min(end, rows.rowCount) - first) }, (_, index) => (
            <div key={first + index}>{renderRow(first + index)}</div>
          ))}
        </div>
      </div>
    </div>
  );
}
