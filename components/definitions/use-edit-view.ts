import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs';
import { useState } from 'react';
import { SIDE_HIDDEN, VIEWS, type View } from './edit-views.ts';

export interface EditView {
  readonly view: View;
  /** The panel beside the text, or `off`. */
  readonly side: string;
  /** The panel that was shown before it was put away. */
  readonly lastSide: string;
  setView: (view: View) => void;
  setSide: (side: string) => void;
}

/** What is on the screen, kept in the URL. */
export function useEditView(isNarrow: boolean, problemCount: number): EditView {
  const [chosen, setChosen] = useQueryState('view', parseAsStringLiteral(VIEWS).withOptions({ history: 'replace' }));
  const [side, setSide] = useQueryState('side', parseAsString.withOptions({ history: 'replace' }));
  const [first] = useState(problemCount === 0 ? 'preview' : 'problems');
  const [lastSide, setLastSide] = useState(first);
  const shown = side ?? first;
  if (shown !== SIDE_HIDDEN && shown !== lastSide) setLastSide(shown);
  return { view: chosen ?? (isNarrow ? 'form' : 'both'), side: shown, lastSide, setView: (view) => void setChosen(view), setSide: (next) => void setSide(next) };
}

export function isSideShown({ side }: EditView): boolean {
  return side !== SIDE_HIDDEN;
}

export function toggledSide({ side, lastSide }: EditView): string {
  return side === SIDE_HIDDEN ? lastSide : SIDE_HIDDEN;
}
