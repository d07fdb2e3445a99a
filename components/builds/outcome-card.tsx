'use client';

import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { Build, BuildOutcome } from '#lib/contract/builds.ts';
import { Alert, Card, CardBody, CardTitle, Content } from '@patternfly/react-core';
import Link from 'next/link';
import styles from './builds.module.css';
import { PHASE_WORDS, failureTitle, reasonLine, remedyOf } from './outcome-text.ts';

type Failed = Extract<BuildOutcome, { kind: 'failed' }>;

function FailureCard({ outcome, definitionId }: { outcome: Failed; definitionId: string }) {
  const remedy = remedyOf(outcome.code, definitionId);
  return (
    <Card isCompact data-failure={outcome.code}>
      <CardTitle component="h2">
        {failureTitle(outcome)}
        {outcome.phase === null ? null : <span className="eef-subtle"> in {PHASE_WORDS[outcome.phase]}</span>}
      </CardTitle>
      <CardBody>
        <div className={styles['stack']}>
          {outcome.step === null ? null : <code className="eef-mono">{outcome.step.text}</code>}
          <Alert isInline variant="danger" title={reasonLine(outcome)} {...(remedy === null ? {} : { actionLinks: <Link href={remedy.href}>{remedy.text}</Link> })}>
            {outcome.message.includes('\n') ? <Content component="p">{outcome.message.slice(outcome.message.indexOf('\n') + 1)}</Content> : null}
          </Alert>
          {outcome.lastLines.length === 0 ? null : (
            <pre className={styles['lastLines']} tabIndex={0} aria-label="Last lines of the log">
              {outcome.lastLines.join('\n')}
            </pre>
          )}
        </div>
      </CardBody>
    </Card>
  );
}

function Ended({ outcome, finishedAt }: { outcome: Extract<BuildOutcome, { kind: 'cancelled' | 'timed_out' }>; finishedAt: string | null }) {
  const where = outcome.kind === 'timed_out' && outcome.phase !== null ? ` in ${PHASE_WORDS[outcome.phase]}` : '';
  return (
    <Alert isInline variant={outcome.kind === 'cancelled' ? 'info' : 'warning'} title={`${reasonLine(outcome)}${where}`}>
      {finishedAt === null ? null : <RelativeTime at={finishedAt} />} Nothing was published. {outcome.kind === 'timed_out' ? 'The limit is the setting EEF_BUILD_TIMEOUT_MINUTES of the worker.' : null}
    </Alert>
  );
}

function Waiting({ build }: { build: Build }) {
  const { waiting, status } = build;
  if (waiting === null) return null;
  const place = waiting.position === 0 ? 'It is next.' : `${waiting.position} ${waiting.position === 1 ? 'build is' : 'builds are'} before it.`;
  return (
    <Alert isInline variant="info" title="Waiting" data-waiting>
      {waiting.reason} {status !== 'queued' || waiting.reason.includes('before it') ? null : place}
    </Alert>
  );
}

/** What a reader must know first: why it failed, why it waits, who stopped it. Nothing while all is well. */
export function OutcomeCard({ build }: { build: Build }) {
  const { outcome } = build;
  if (outcome === null) return <Waiting build={build} />;
  if (outcome.kind === 'failed') return <FailureCard outcome={outcome} definitionId={build.definition.id} />;
  return outcome.kind === 'succeeded' ? null : <Ended outcome={outcome} finishedAt={build.finishedAt} />;
}
