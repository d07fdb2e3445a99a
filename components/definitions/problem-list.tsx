'use client';

import { StatusLabel } from '#components/ui/status-label.tsx';
import type { Diagnostic } from '#lib/ee/diagnostic.ts';
import { Button, List, ListItem } from '@patternfly/react-core';

export interface ProblemListProps {
  diagnostics: readonly Diagnostic[];
  onJump: (diagnostic: Diagnostic) => void;
  onFix: (diagnostic: Diagnostic) => void;
}

/** What is wrong with the text; each line leads to its place. */
export function ProblemList({ diagnostics, onJump, onFix }: ProblemListProps) {
  return (
    <List isPlain isBordered aria-label="Problems" className="eef-problems">
      {diagnostics.map((diagnostic, index) => (
        <ListItem key={`${diagnostic.code}-${diagnostic.range.start.offset}-${index}`}>
          <div className="eef-problem">
            <StatusLabel status={diagnostic.severity} isCompact />
            <Button variant="link" isInline className="eef-problem-text" onClick={() => onJump(diagnostic)}>{diagnostic.message}</Button>
            {diagnostic.fix === undefined ? null : <Button variant="secondary" size="sm" onClick={() => onFix(diagnostic)}>{diagnostic.fix.title}</Button>}
            <span className="eef-subtle eef-nowrap">line {diagnostic.range.start.line}</span>
          </div>
        </ListItem>
      ))}
    </List>
  );
}
