'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { Fragment, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState, type ClipboardEvent, type ReactNode, type Ref } from 'react';
import styles from './log.module.css';
import type { LogStore } from './log-store.ts';
import { STAMP_BYTES } from '#lib/contract/log-text.ts';
import type { RowMap } from './rows.ts';

const ROW_PX = 22;
const CHARACTER_PX = 7.55;
const AT_END_PX = 32;
const OVERSCAN_ROWS = 6;

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
  timeCharacters: number;
  renderRow: (row: number) => ReactNode;
  onFollow: (isFollowing: boolean) => void;
  onCopy: (event: ClipboardEvent) => void;
  ref: Ref<LogListHandle>;
};

/** Width of the window on the rows, kept up to date. */
function useWidth(scroller: HTMLElement | null): number {
  const [width, setWidth] = useState(800);
  useEffect(() => {
    if (scroller === null) return;
    const observer = new ResizeObserver(() => setWidth(scroller.clientWidth));
    observer.observe(scroller);
    return () => observer.disconnect();
  }, [scroller]);
  return width;
}

/** Keeps the end in view while following; scrolling up stops it, reaching the end starts it again. */
function useFollow({ scroller, isFollowing, rowCount, totalPx, onFollow }: { scroller: HTMLElement | null; isFollowing: boolean; rowCount: number; totalPx: number; onFollow: (isFollowing: boolean) => void }): void {
  const lastTop = useRef(0);
  useLayoutEffect(() => {
    if (scroller === null || !isFollowing) return;
    scroller.scrollTop = scroller.scrollHeight;
    lastTop.current = scroller.scrollTop;
  }, [scroller, isFollowing, rowCount, totalPx]);
  useEffect(() => {
    if (scroller === null) return;
    const onScroll = (): void => {
      const isUp = scroller.scrollTop < lastTop.current - 1;
      lastTop.current = scroller.scrollTop;
      const isAtEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - AT_END_PX;
      if (isUp && !isAtEnd) onFollow(false);
      else if (isAtEnd && scroller.scrollHeight > scroller.clientHeight) onFollow(true);
    };
    scroller.addEventListener('scroll', onScroll, { passive: true });
    return () => scroller.removeEventListener('scroll', onScroll);
  }, [scroller, onFollow]);
}

/** The rows that are in view, of any number. Heights vary when lines are wrapped. */
export function LogList({ store, rows, layoutKey, isWrapped, isFollowing, gutterCharacters, timeCharacters, renderRow, onFollow, onCopy, ref }: LogListProps) {
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const width = useWidth(scroller);
  const columns = Math.max(10, Math.floor((width - 48) / CHARACTER_PX) - gutterCharacters - timeCharacters);
  const estimateSize = (row: number): number => {
    if (!isWrapped) return ROW_PX;
    const line = rows.lineAt(row);
    return line === null ? ROW_PX : Math.max(1, Math.ceil((store.lineBytes(line) - STAMP_BYTES) / columns)) * ROW_PX;
  };
  const virtualizer = useVirtualizer({ count: rows.rowCount, getScrollElement: () => scroller, estimateSize, overscan: OVERSCAN_ROWS });
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, isWrapped, columns, layoutKey]);
  const items = virtualizer.getVirtualItems();
  const totalPx = virtualizer.getTotalSize();
  useFollow({ scroller, isFollowing, rowCount: rows.rowCount, totalPx, onFollow });
  useImperativeHandle(ref, () => ({
    scrollToRow: (row, align) => virtualizer.scrollToIndex(row, { align }),
    scrollToEnd: () => virtualizer.scrollToIndex(rows.rowCount - 1, { align: 'end' }),
    topRow: () => virtualizer.getVirtualItemForOffset(scroller?.scrollTop ?? 0)?.index ?? 0,
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
    >
      <div className={styles['canvas']} style={{ blockSize: totalPx }}>
        <div className={styles['rows']} style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
          {items.map((item) =>
            isWrapped ? (
              <div key={item.key} data-index={item.index} ref={virtualizer.measureElement}>
                {renderRow(item.index)}
              </div>
            ) : (
              <Fragment key={item.key}>{renderRow(item.index)}</Fragment>
            ),
          )}
        </div>
      </div>
    </div>
  );
}
