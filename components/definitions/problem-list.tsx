'use client';

import { plural } from '#components/ui/format.ts';
import { StatusLabel } from '#components/ui/status-label.tsx';
import type { Diagnostic } from '#lib/ee/diagnostic.ts';
import { fixChoicesOf, type FixChoice } from '#lib/ee/lint/quick-fixes.ts';
import { Button, List, ListItem } from '@patternfly/react-core';
import { CheckCircleIcon } from '@patternfly/react-icons';
import { useRef } from 'react';
import { rulePage } from './rule-page.ts';

export interface ProblemListProps {
  diagnostics: readonly Diagnostic[];
  onJump: (diagnostic: Diagnostic) => void;
  onFix: (diagnostic: Diagnostic, choice: FixChoice) => void;
  /** What is said where nothing was found. */
  none: string;
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

function FixButton({ choice, message, onClick }: { choice: FixChoice; message: string; onClick: () => void }) {
  if (choice.kind === 'ignore') return <Button variant="link" size="sm" aria-label={`Ignore here: ${message}`} onClick={onClick}>Ignore here</Button>;
  return <Button variant="secondary" size="sm" onClick={onClick}>{choice.title}</Button>;
}

/** What is wrong with the text; each line leads to its place. */
export function ProblemList({ diagnostics, onJump, onFix, none }: ProblemListProps) {
  const root = useRef<HTMLDivElement>(null);
  /** The button goes with its problem: the focus stays in the list. */
  const settle = (action: () => void) => {
    action();
    root.current?.focus();
  };
  if (diagnostics.length === 0) return <p className="eef-subtle eef-inline"><CheckCircleIcon /> {none}</p>;
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
                <a href={rulePage(diagnostic.code)} target="_blank" rel="noreferrer" className="eef-mono" title="What this rule says, in a new tab">{diagnostic.code}</a>
              </span>
              <Button variant="link" isInline className="eef-problem-text" onClick={() => onJump(diagnostic)}>{diagnostic.message}</Button>
              <span className="eef-inline">
                {fixChoicesOf(diagnostic).map((choice) => <FixButton key={choice.kind} choice={choice} message={diagnostic.message} onClick={() => settle(() => onFix(diagnostic, choice))} />)}
              </span>
            </div>
          </ListItem>
        ))}
      </List>
    </div>
  );
}
