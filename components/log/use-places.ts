import { useCallback, useEffect, useState, type RefObject } from 'react';
import type { LogListHandle } from './log-list.tsx';
import type { RowMap } from './rows.ts';

export type Place = { kind: 'line'; line: number } | { kind: 'section'; keys: readonly string[] };

/**
 * Brings a line or a section into view: unfolds what hides it, waits for lines that are not here yet.
 * The newest wish wins.
 */
export function usePlaces({ rows, list, unfold, initial }: { rows: RowMap; list: RefObject<LogListHandle | null>; unfold: (keys: readonly string[]) => void; initial: Place | null }): (place: Place | null) => void {
  const [wanted, setWanted] = useState<Place | null>(initial);
  useEffect(() => {
    if (wanted === null) return;
    if (wanted.kind === 'section') unfold(wanted.keys);
    else unfold(rows.foldsOver(wanted.line));
    const row = wanted.kind === 'line' ? rows.rowOfLine(wanted.line) : sectionRow(rows, wanted.keys);
    if (row === null) return;
    list.current?.scrollToRow(row, wanted.kind === 'line' ? 'center' : 'start');
    setWanted(null);
  }, [wanted, rows, list, unfold]);
  return useCallback((place: Place | null) => setWanted(place), []);
}

/** The innermost section that is there: a step whose first line is not known yet stands for its phase. */
function sectionRow(rows: RowMap, keys: readonly string[]): number | null {
  return keys.map((key) => rows.rowOfSection(key)).findLast((row) => row !== null) ?? null;
}
