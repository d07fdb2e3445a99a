import { useCallback, useEffect, useState } from 'react';
import { formatLineRange, parseLineRange, selectLine } from './line-range.ts';
import type { LineRange } from './line-range.ts';

/** The lines that the address names (#L120-L140), and a way to choose others; `onAddress` hears of another address while the page is open. */
export function useLineRange(onAddress: (range: LineRange) => void): { range: LineRange | null; select: (line: number, isExtending: boolean) => void; setRange: (range: LineRange | null) => void } {
  const [range, setShown] = useState<LineRange | null>(() => (typeof location === 'undefined' ? null : parseLineRange(location.hash)));
  useEffect(() => {
    const onHash = (): void => {
      const named = parseLineRange(location.hash);
      setShown(named);
      if (named !== null) onAddress(named);
    };
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, [onAddress]);
  const setRange = useCallback((next: LineRange | null): void => {
    setShown(next);
    history.replaceState(null, '', next === null ? location.pathname + location.search : formatLineRange(next));
  }, []);
  return { range, setRange, select: (line, isExtending) => setRange(selectLine(range, line, isExtending)) };
}
