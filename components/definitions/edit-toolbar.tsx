'use client';

import { Button, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { OpenDrawerRightIcon, OutdentIcon, RedoIcon, UndoIcon } from '@patternfly/react-icons';
import { VIEWS, type View } from './edit-views.ts';

const VIEW_WORDS: Record<View, string> = { form: 'Form', both: 'Both', yaml: 'YAML' };

export interface EditToolbarProps {
  view: View;
  /** Problems in words. */
  counts: string;
  isSideShown: boolean;
  onView: (view: View) => void;
  onUndo: () => void;
  onRedo: () => void;
  onFormat: () => void;
  onProblems: () => void;
  onSide: () => void;
}

export function EditToolbar({ view, counts, isSideShown, onView, onUndo, onRedo, onFormat, onProblems, onSide }: EditToolbarProps) {
  return (
    <div className="eef-edit-toolbar">
      <ToggleGroup aria-label="View" isCompact>
        {VIEWS.map((item) => <ToggleGroupItem key={item} text={VIEW_WORDS[item]} buttonId={`view-${item}`} isSelected={view === item} onChange={() => onView(item)} />)}
      </ToggleGroup>
      <span className="eef-nowrap">
        <Button variant="plain" icon={<UndoIcon />} aria-label="Undo" onClick={onUndo} />
        <Button variant="plain" icon={<RedoIcon />} aria-label="Redo" onClick={onRedo} />
        <Button variant="plain" icon={<OutdentIcon />} aria-label="Tidy the layout" title="Tidy the layout (Shift-Alt-F in the YAML)" onClick={onFormat} />
      </span>
      <Button variant="link" isInline onClick={onProblems}>{counts}</Button>
      <span className="pf-v6-screen-reader" role="status">{counts}</span>
      <Button variant="plain" icon={<OpenDrawerRightIcon />} className="eef-push" aria-label={isSideShown ? 'Hide problems and preview' : 'Show problems and preview'} aria-expanded={isSideShown} title={isSideShown ? 'Hide problems and preview' : 'Show problems and preview'} onClick={onSide} />
    </div>
  );
}
