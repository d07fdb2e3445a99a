'use client';

import { formatDuration } from '#components/ui/format.ts';
import { QueryView } from '#components/ui/query-view.tsx';
import { StatusLabel, type Status } from '#components/ui/status-label.tsx';
import type { Preflight, PreflightFix } from '#lib/contract/preflight.ts';
import type { TaskStatus } from '#lib/contract/tasks.ts';
import type { DefinitionEdit } from '#lib/ee/edit/definition-edit.ts';
import { Alert, Button, Card, CardBody, CardHeader, CardTitle } from '@patternfly/react-core';
import { TimesIcon } from '@patternfly/react-icons';
import { useQuery } from '@tanstack/react-query';
import type { Draft } from '../draft.ts';
import { CheckList } from './check-list.tsx';
import { ConflictList } from './conflict-list.tsx';
import { preflightQuery } from './data.ts';
import { PhaseProgress } from './phase-progress.tsx';
import { ResolvedTable } from './resolved-table.tsx';
import { isOutdated, type PreflightSession } from './use-preflight.ts';

export interface PreflightPanelProps {
  session: PreflightSession;
  draft: Draft;
  /** Makes the edits in the definition as one undo step. */
  onEdits: (edits: readonly DefinitionEdit[]) => void;
}

const STATUS: Record<TaskStatus, { look: Status; word: string }> = {
  queued: { look: 'queued', word: 'Queued' },
  running: { look: 'running', word: 'Running' },
  ok: { look: 'ok', word: 'Ready to build' },
  problems: { look: 'error', word: 'Problems found' },
  failed: { look: 'failed', word: 'Failed' },
  cancelled: { look: 'cancelled', word: 'Cancelled' },
  timed_out: { look: 'timed_out', word: 'Timed out' },
};

function Outcome({ preflight }: { preflight: Preflight }) {
  const { outcome } = preflight;
  if (outcome?.kind === 'failed') return <Alert isInline variant="danger" title="The preflight could not be carried out">{outcome.message}</Alert>;
  if (outcome?.kind === 'timed_out') return <Alert isInline variant="warning" title={`Stopped at the time limit of ${formatDuration(outcome.limitSeconds * 1000)}`}>Start it again; the log of each step says how far it came.</Alert>;
  if (outcome?.kind === 'cancelled') return <Alert isInline variant="info" title={`Cancelled by ${outcome.by === '' ? 'the worker' : outcome.by}`} />;
  if (preflight.waiting !== null) return <p className="eef-subtle">{preflight.waiting.reason}</p>;
  return null;
}

function Result({ preflight, onFix }: { preflight: Preflight; onFix: ((fix: PreflightFix) => void) | null }) {
  const { result } = preflight;
  if (result === null) return null;
  const hasLock = preflight.attempt?.artifacts.some(({ kind }) => kind === 'lock') ?? false;
  return (
    <>
      {result.conflicts.length === 0 ? null : <ConflictList conflicts={result.conflicts} onFix={onFix} />}
      <CheckList checks={result.checks} onFix={onFix} />
      <ResolvedTable result={result} preflightId={preflight.id} hasLock={hasLock} />
    </>
  );
}

function Heading({ preflight, session }: { preflight: Preflight; session: PreflightSession }) {
  const { look, word } = STATUS[preflight.status];
  const isRunning = preflight.finishedAt === null;
  const took = preflight.finishedAt === null ? null : formatDuration(Date.parse(preflight.finishedAt) - Date.parse(preflight.createdAt));
  return (
    <CardHeader
      actions={{
        hasNoOffset: true,
        actions: (
          <>
            {isRunning ? <Button variant="secondary" size="sm" onClick={session.cancel}>Cancel</Button> : <Button variant="secondary" size="sm" onClick={session.start} isLoading={session.isStarting} isDisabled={session.isStarting}>Check again</Button>}
            <Button variant="plain" aria-label="Close the preflight" icon={<TimesIcon />} onClick={session.close} />
          </>
        ),
      }}
    >
      <CardTitle component="h2">
        <span className="eef-inline" role="status">
          Preflight <StatusLabel status={look}>{word}</StatusLabel> {took === null ? null : <span className="eef-subtle">in {took}</span>}
        </span>
      </CardTitle>
    </CardHeader>
  );
}

function Shown({ preflight, session, draft, onEdits }: PreflightPanelProps & { preflight: Preflight }) {
  const outdated = isOutdated(session, draft);
  const canFix = !outdated && session.sent !== null;
  return (
    <Card isCompact className="eef-preflight" component="section" aria-label="Preflight">
      <Heading preflight={preflight} session={session} />
      <CardBody className="eef-stack">
        {outdated && preflight.finishedAt !== null ? <Alert isInline variant="info" title="The definition has changed since this preflight">Check again to see where it stands now.</Alert> : null}
        <Outcome preflight={preflight} />
        <PhaseProgress preflight={preflight} />
        <Result preflight={preflight} onFix={canFix ? (fix) => onEdits(fix.edits) : null} />
      </CardBody>
    </Card>
  );
}

/** The preflight that is shown: its steps while it runs, then what it found and what would help. */
export function PreflightPanel(props: PreflightPanelProps) {
  const { id } = props.session;
  return id === null ? null : <Loaded id={id} {...props} />;
}

function Loaded({ id, ...props }: PreflightPanelProps & { id: string }) {
  const query = useQuery(preflightQuery(id));
  return (
    <QueryView query={query} what="the preflight">
      {(preflight) => <Shown preflight={preflight} {...props} />}
    </QueryView>
  );
}
