/** Browsers place nothing further down than 17 million pixels: a longer log is scrolled on a shorter canvas. */
export const MAX_CANVAS_PX = 12_000_000;

export type Extent = { totalPx: number; viewPx: number };

export function canvasPx({ totalPx }: Extent): number {
  return Math.min(totalPx, MAX_CANVAS_PX);
}

export function maxTop({ totalPx, viewPx }: Extent): number {
  return Math.max(0, totalPx - viewPx);
}

function maxScroll(extent: Extent): number {
  return Math.max(0, canvasPx(extent) - extent.viewPx);
}

/** Where in the log the window is after the scroll bar has moved: small moves are as they are seen, large ones in proportion. */
export function topAfterScroll(extent: Extent, at: { top: number; scrollTop: number }, scrollTop: number): number {
  if (extent.totalPx <= MAX_CANVAS_PX) return Math.min(scrollTop, maxTop(extent));
  const isSmall = Math.abs(scrollTop - at.scrollTop) <= 3 * extent.viewPx;
  const top = isSmall ? at.top + scrollTop - at.scrollTop : (scrollTop / maxScroll(extent)) * maxTop(extent);
  return Math.min(maxTop(extent), Math.max(0, top));
}

/** Where the scroll bar belongs for a place in the log. */
export function scrollTopOf(extent: Extent, top: number): number {
  if (extent.totalPx <= MAX_CANVAS_PX) return Math.min(top, maxTop(extent));
  const most = maxTop(extent);
  return most === 0 ? 0 : Math.round((top / most) * maxScroll(extent));
}
