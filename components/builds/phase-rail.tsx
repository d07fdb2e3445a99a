'use client';

import { formatDuration } from '#components/ui/format.ts';
import type { Attempt, Phase, PhaseName, Step } from '#lib/contract/builds.ts';
import { Card, CardBody, CardTitle, Label } from '@patternfly/react-core';
import { BanIcon, CheckCircleIcon, ExclamationCircleIcon, InProgressIcon, OutlinedCircleIcon } from '@patternfly/react-icons';
import type { ComponentType } from 'react';
import styles from './builds.module.css';
import { PHASE_WORDS } from './outcome-text.ts';
import { elapsedMs, groupByStage, longestMs, progressOf, shortStep } from './step-groups.ts';

type RailStatus = Phase['status'] | Step['status'];

const ICONS: Record<RailStatus, { icon: ComponentType; look: string; word: string }> = {
  pending: { icon: OutlinedCircleIcon, look: 'quiet', word: 'pending' },
  running: { icon: InProgressIcon, look: 'running', word: 'running' },
  succeeded: { icon: CheckCircleIcon, look: 'success', word: 'succeeded' },
  failed: { icon: ExclamationCircleIcon, look: 'failed', word: 'failed' },
  cancelled: { icon: BanIcon, look: 'quiet', word: 'cancelled' },
  skipped: { icon: BanIcon, look: 'quiet', word: 'skipped' },
};

function StatusIcon({ status }: { status: RailStatus }) {
  const { icon: Icon, look, word } = ICONS[status];
  return (
    <span className={styles[look]} role="img" aria-label={word}>
      <Icon />
    </span>
  );
}

function Bar({ share, status }: { share: number; status: RailStatus }) {
  return (
    <span className={styles['bar']} aria-hidden>
      <span className={styles['barFill']} data-status={status} style={{ display: 'block', inlineSize: `${Math.round(Math.min(1, share) * 100)}%` }} />
    </span>
  );
}

function StepRow({ step, nowMs, longest, onJump }: { step: Step; nowMs: number; longest: number; onJump: () => void }) {
  const elapsed = elapsedMs(step, nowMs);
  return (
    <li>
      <button type="button" className={`${styles['railRow'] ?? ''} ${styles['railStep'] ?? ''}`} disabled={step.logLine === null} onClick={onJump} title={step.text} data-step={step.ordinal}>
        <StatusIcon status={step.status} />
        <span className={styles['railText']}>
          {step.position}/{step.count} {shortStep(step.text)}
        </span>
        {step.cached ? (
          <Label isCompact color="teal">
            cached
          </Label>
        ) : (
          <span className={styles['railFact']}>{elapsed === null ? '' : formatDuration(elapsed)}</span>
        )}
        {elapsed === null || step.cached ? null : <Bar share={elapsed / longest} status={step.status} />}
      </button>
    </li>
  );
}

function PhaseRow({ phase, nowMs, longest, onJump }: { phase: Phase; nowMs: number; longest: { phase: number; step: number }; onJump: (phase: PhaseName, ordinal: number | null) => void }) {
  const elapsed = elapsedMs(phase, nowMs);
  const progress = phase.status === 'running' ? progressOf(phase) : null;
  const stages = groupByStage(phase.steps);
  return (
    <li data-phase={phase.name} data-status={phase.status}>
      <button type="button" className={styles['railRow']} disabled={phase.status === 'pending' || phase.status === 'skipped'} onClick={() => onJump(phase.name, null)}>
        <StatusIcon status={phase.status} />
        <span className={styles['railText']}>
          {PHASE_WORDS[phase.name]}
          {progress === null ? null : ` ${progress.done}/${progress.total}`}
        </span>
        <span className={styles['railFact']}>{elapsed === null ? (phase.status === 'skipped' ? 'skipped' : '') : formatDuration(elapsed)}</span>
        {elapsed === null ? null : <Bar share={progress === null ? elapsed / longest.phase : progress.done / progress.total} status={phase.status} />}
      </button>
      {stages.map((stage) => (
        <div key={stage.steps[0]?.ordinal}>
          {stages.length === 1 ? null : <div className={styles['stage']}>{stage.name}</div>}
          <ul className={styles['railList']}>
            {stage.steps.map((step) => (
              <StepRow key={step.ordinal} step={step} nowMs={nowMs} longest={longest.step} onJump={() => onJump(phase.name, step.ordinal)} />
            ))}
          </ul>
        </div>
      ))}
    </li>
  );
}

/** Phases and podman's own steps of an attempt, with their times; a click leads to their place in the log. */
export function PhaseRail({ attempt, nowMs, onJump }: { attempt: Attempt; nowMs: number; onJump: (phase: PhaseName, ordinal: number | null) => void }) {
  const longest = longestMs(attempt.phases, nowMs);
  return (
    <Card isCompact className={styles['rail'] ?? ''}>
      <CardTitle component="h2">Steps</CardTitle>
      <CardBody>
        <ul className={styles['railList']}>
          {[...attempt.phases]
            .sort((a, b) => a.ordinal - b.ordinal)
            .map((phase) => (
              <PhaseRow key={phase.name} phase={phase} nowMs={nowMs} longest={longest} onJump={onJump} />
            ))}
        </ul>
      </CardBody>
    </Card>
  );
}
