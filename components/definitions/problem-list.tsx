'use client';

import { plural } from '#components/ui/format.ts';
import { StatusLabel } from '#components/ui/status-label.tsx';
import type { Diagnostic, QuickFix } from '#lib/ee/diagnostic.ts';
import { Button, List, ListItem } from '@patternfly/react-core';
import { CheckCircleIcon } from '@patternfly/react-icons';
import { useRef } from 'react';

export interface ProblemListProps {
  diagnostics: readonly Diagnostic[];
  onJump: (diagnostic: Diagnostic) => void;
  onFix: (diagnostic: Diagnostic, fix: QuickFix) => void;
  onIgnore: (diagnostic: Diagnostic) => void;
}

function fixesOf({ fix }: Diagnostic): readonly QuickFix[] {
  return fix === undefined ? [] : [fix];
}

/** "2 errors, 1 warning". */
export function problemCounts(diagnostics: readonly Diagnostic[]): string {
  const words = { error: 'error', warning: 'warning', info: 'note' } as const;
  const parts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return count === 0 ? [] : [plural(count, words[severity])];
  });
  return parts.length === 0 ? 'No problems' : parts.join(', ');
}

/** What is wrong with the text; each line leads to its place. */
export function ProblemList({ diagnostics, onJump, onFix, onIgnore }: ProblemListProps) {
  const root = useRef<HTMLDivElement>(null);
  /** The button goes with its problem: the focus stays in the list. */
  const settle = (action: () => void) => {
    action();
    root.current?.focus();
  };
  if (diagnostics.length === 0) return <p className="eef-subtle eef-inline"><CheckCircleIcon /> Nothing stands in the way of a build, as far as can be seen from the text.</p>;
  return (
    <div ref={root} tabIndex={-1}>
      <p className="eef-subtle eef-gap-below">{problemCounts(diagnostics)}</p>
      <List isPlain isBordered aria-label="Problems" className="eef-problems">
        {diagnostics.map((diagnostic, index) => (
          <ListItem key={`${diagnostic.code}-${diagnostic.range.start.offset}-${index}`}>
            <div className="eef-problem">
              <span className="eef-inline">
                <StatusLabel status={diagnostic.severity} isCompact />
                <span className="eef-subtle eef-nowrap">line {diagnostic.range.start.line}</span>
              </span>
              <Button variant="link" isInline className="eef-problem-text" onClick={() => onJump(diagnostic)}>{diagnostic.message}</Button>
              <span className="eef-inline">
                {fixesOf(diagnostic).map((fix) => <Button key={fix.title} variant="secondary" size="sm" onClick={() => settle(() => onFix(diagnostic, fix))}>{fix.title}</Button>)}
                {diagnostic.severity === 'error' || diagnostic.refusedBy !== undefined ? null : <Button variant="link" size="sm" aria-label={`Ignore here: ${diagnostic.message}`} onClick={() => settle(() => onIgnore(diagnostic))}>Ignore here</Button>}
              </span>
            </div>
          </ListItem>
        ))}
      </List>
    </div>
  );
}
