'use client';

import { plural } from '#components/ui/format.ts';
import type { Choice, TextConflict } from '#lib/ee/merge/merge-text.ts';
import { ConflictChoice } from './conflict-choice.tsx';

const OPTIONS = [
  { value: 'theirs', label: 'Theirs' },
  { value: 'mine', label: 'Mine' },
  { value: 'both', label: 'Both, theirs first' },
] as const;

export interface ConflictHunkProps {
  index: number;
  conflict: TextConflict;
  /** The revision that both began with. */
  baseRevision: number;
  chosen: Choice | null;
  isDisabled: boolean;
  onChoose: (choice: Choice) => void;
}

function placeOf({ baseLine, base }: TextConflict, baseRevision: number): string {
  const count = base.split('\n').length - (base.endsWith('\n') || base === '' ? 1 : 0);
  if (count === 0) return `Both added something before line ${baseLine} of r${baseRevision}`;
  return `Both changed ${count === 1 ? `line ${baseLine}` : `lines ${baseLine}–${baseLine + count - 1}`} of r${baseRevision}`;
}

function SideText({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <div className="eef-strong">{title}</div>
      {text === '' ? <p className="eef-subtle">Removed</p> : <pre className="eef-hunk-text" tabIndex={0} aria-label={`${title}, ${plural(text.trimEnd().split('\n').length, 'line')}`}>{text}</pre>}
    </div>
  );
}

/** Lines that both changed: the two texts side by side, and the choice. */
export function ConflictHunk({ index, conflict, baseRevision, chosen, isDisabled, onChoose }: ConflictHunkProps) {
  return (
    <div className="eef-hunk">
      <div className="eef-hunk-sides">
        <SideText title="Theirs" text={conflict.theirs} />
        <SideText title="Mine" text={conflict.mine} />
      </div>
      <ConflictChoice id={`hunk-${index}`} label={placeOf(conflict, baseRevision)} options={OPTIONS} chosen={chosen} isDisabled={isDisabled} onChoose={onChoose} />
    </div>
  );
}
