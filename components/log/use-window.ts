import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { RowHeights } from './row-heights.ts';
import { canvasPx, maxTop, scrollTopOf, topAfterScroll, type Extent } from './scroll-map.ts';

const OVERSCAN_ROWS = 6;
const AT_END_PX = 32;
const IDLE_MS = 150;

/** Rows [first, end) are drawn; the first of them begins `startPx` below the top of the canvas. */
type View = { first: number; end: number; startPx: number };
export type Scrolled = { isUp: boolean; isAtEnd: boolean };

export type RowWindow = View & {
  canvasPx: number;
  topRow: () => number;
  toRow: (row: number, align: 'start' | 'center') => void;
  toEnd: () => void;
  /** Heights that were measured; what is looked at stays where it is. */
  measured: (heights: readonly { row: number; px: number }[]) => void;
};

type Options = { scroller: HTMLElement | null; rowCount: number; viewPx: number; layoutKey: string; onScrolled: (scrolled: Scrolled) => void };

/** Which rows of any number are in the window. Heights are known as rows are drawn; the scroll bar works for lists higher than a browser's highest element. */
export function useWindow({ scroller, rowCount, viewPx, layoutKey, onScrolled }: Options): RowWindow {
  const [heights] = useState(() => new RowHeights());
  const at = useRef({ top: 0, scrollTop: 0 });
  /** A row that was asked for stays in its place of the window until somebody scrolls. */
  const pinned = useRef<{ row: number; belowPx: number } | null>(null);
  const [view, setView] = useState<View>({ first: 0, end: 0, startPx: 0 });
  const [, setMeasured] = useState(0);
  const extent = useCallback((): Extent => ({ totalPx: heights.totalPx(rowCount), viewPx }), [heights, rowCount, viewPx]);

  const show = useCallback(() => {
    const first = Math.max(0, heights.rowAt(at.current.top, rowCount) - OVERSCAN_ROWS);
    const end = Math.min(rowCount, heights.rowAt(at.current.top + viewPx, rowCount) + 1 + OVERSCAN_ROWS);
    const startPx = heights.offsetOf(first) + at.current.scrollTop - at.current.top;
    setView((before) => (before.first === first && before.end === end && before.startPx === startPx ? before : { first, end, startPx }));
  }, [heights, rowCount, viewPx]);

  const goTo = useCallback((top: number) => {
    if (scroller === null) return;
    const wanted = Math.min(maxTop(extent()), Math.max(0, top));
    scroller.scrollTop = scrollTopOf(extent(), wanted);
    at.current = { top: wanted, scrollTop: scroller.scrollTop };
    show();
  }, [scroller, extent, show]);

  useLayoutEffect(() => {
    heights.clear();
    setMeasured((before) => before + 1);
  }, [heights, layoutKey]);
  useLayoutEffect(() => {
    if (at.current.top > maxTop(extent())) goTo(maxTop(extent()));
    show();
  }, [extent, goTo, show, layoutKey]);
  useEffect(() => {
    if (scroller === null) return;
    let idle: ReturnType<typeof setTimeout> | undefined;
    const onScroll = (): void => {
      const { scrollTop } = scroller;
      if (Math.abs(scrollTop - at.current.scrollTop) < 1) return;
      const before = at.current.top;
      at.current = { top: topAfterScroll(extent(), at.current, scrollTop), scrollTop };
      pinned.current = null;
      show();
      onScrolled({ isUp: at.current.top < before - 1, isAtEnd: at.current.top >= maxTop(extent()) - AT_END_PX });
      clearTimeout(idle);
      // After small moves on a shorter canvas the bar is put where it belongs.
      const isOff = Math.abs(scrollTopOf(extent(), at.current.top) - scrollTop) > 1;
      if (isOff) idle = setTimeout(() => goTo(at.current.top), scrollTop <= 0 || scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1 ? 0 : IDLE_MS);
    };
    scroller.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearTimeout(idle);
      scroller.removeEventListener('scroll', onScroll);
    };
  }, [scroller, extent, goTo, show, onScrolled]);

  const measured = useCallback((found: readonly { row: number; px: number }[]) => {
    const { top } = at.current;
    const row = pinned.current?.row ?? heights.rowAt(top, rowCount);
    const belowPx = pinned.current?.belowPx ?? heights.offsetOf(row) - top;
    const isChanged = found.map(({ row: each, px }) => heights.set(each, px)).some(Boolean);
    if (!isChanged) return;
    goTo(heights.offsetOf(row) - belowPx);
    setMeasured((before) => before + 1);
  }, [heights, rowCount, goTo]);

  return {
    ...view,
    canvasPx: canvasPx(extent()),
    topRow: () => heights.rowAt(at.current.top, rowCount),
    toRow: (row, align) => {
      const belowPx = align === 'start' ? 0 : Math.floor(viewPx / 2);
      pinned.current = { row, belowPx };
      goTo(heights.offsetOf(row) - belowPx);
    },
    toEnd: useCallback(() => {
      pinned.current = null;
      goTo(maxTop(extent()));
    }, [goTo, extent]),
    measured,
  };
}
