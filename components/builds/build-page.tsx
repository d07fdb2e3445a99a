'use client';

import { QueryView } from '#components/ui/query-view.tsx';
import { EmptyView } from '#components/ui/states.tsx';
import { FINISHED_STATUSES, type Attempt, type Build, type PhaseName } from '#lib/contract/builds.ts';
import { Alert, FormSelect, FormSelectOption, PageSection, Tab, TabContent, TabTitleText, Tabs } from '@patternfly/react-core';
import { OutlinedClockIcon } from '@patternfly/react-icons';
import { useQuery } from '@tanstack/react-query';
import { parseAsInteger, parseAsStringLiteral, useQueryState } from 'nuqs';
import { useState, type ReactNode } from 'react';
import { BuildHeader } from './build-header.tsx';
import styles from './builds.module.css';
import { ContainerfileTab } from './containerfile-tab.tsx';
import { ContentsTab } from './contents-tab.tsx';
import { buildQuery, type ArtifactRef } from './data.ts';
import { DefinitionTab } from './definition-tab.tsx';
import { DownloadsTab } from './downloads-tab.tsx';
import { OutcomeCard } from './outcome-card.tsx';
import { reasonLine } from './outcome-text.ts';
import { usePageStatus } from './page-status.ts';
import { PhaseRail } from './phase-rail.tsx';
import { UseItCard } from './use-it-card.tsx';
import { useSecond } from './use-second.ts';

const TABS = [
  { key: 'log', text: 'Log' },
  { key: 'contents', text: 'Contents' },
  { key: 'definition', text: 'Definition' },
  { key: 'containerfile', text: 'Containerfile' },
  { key: 'downloads', text: 'Downloads' },
] as const;
type TabKey = (typeof TABS)[number]['key'];

/** A place in the log that the step list wants shown; `nonce` makes each wish a new one. */
export type StepJump = { phase: PhaseName; ordinal: number | null; nonce: number };
export type RenderLog = (props: { build: Build; attempt: Attempt; jump: StepJump | null }) => ReactNode;

function AttemptChoice({ attempts, chosen, onChoose }: { attempts: readonly Attempt[]; chosen: number; onChoose: (number: number) => void }) {
  if (attempts.length < 2) return null;
  return (
    <FormSelect aria-label="Attempt" value={chosen} onChange={(_event, value) => onChoose(Number(value))}>
      {attempts.map((attempt) => (
        <FormSelectOption key={attempt.id} value={attempt.number} label={`Attempt ${attempt.number} on ${attempt.worker.name}: ${attempt.status}${attempt.reason?.kind === 'lost' ? ` (${reasonLine(attempt.reason)})` : ''}`} />
      ))}
    </FormSelect>
  );
}

function artifactsOf(build: Build, attempt: Attempt | null): ArtifactRef[] {
  return (attempt?.artifacts ?? []).map(({ kind, sha256 }) => ({ buildId: build.id, attempt: attempt?.number ?? 1, kind, sha256 }));
}

function TabPanel({ tab, build, attempt, jump, renderLog }: { tab: TabKey; build: Build; attempt: Attempt | null; jump: StepJump | null; renderLog: RenderLog }) {
  const artifacts = artifactsOf(build, attempt);
  switch (tab) {
    case 'log':
      return attempt === null ? <EmptyView title="No log yet" icon={OutlinedClockIcon}>It begins when a worker takes the build.</EmptyView> : renderLog({ build, attempt, jump });
    case 'contents':
      return <ContentsTab build={build} hasInventory={build.attempts.some((one) => one.artifacts.some(({ kind }) => kind === 'inventory'))} />;
    case 'definition':
      return <DefinitionTab build={build} />;
    case 'containerfile':
      return <ContainerfileTab artifact={artifacts.find(({ kind }) => kind === 'containerfile') ?? null} />;
    case 'downloads':
      return <DownloadsTab artifacts={artifacts} sizes={new Map(attempt?.artifacts.map(({ kind, size }) => [kind, size]))} />;
  }
}

function Loaded({ build, renderLog }: { build: Build; renderLog: RenderLog }) {
  const isFinished = FINISHED_STATUSES.includes(build.status);
  const nowMs = useSecond(!isFinished);
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(TABS.map(({ key }) => key)).withDefault('log'));
  const [attemptNumber, setAttemptNumber] = useQueryState('attempt', parseAsInteger);
  const [jump, setJump] = useState<StepJump | null>(null);
  const attempt = build.attempts.find(({ number }) => number === attemptNumber) ?? build.attempts.at(-1) ?? null;
  const onJump = (phase: PhaseName, ordinal: number | null): void => {
    void setTab('log');
    setJump((before) => ({ phase, ordinal, nonce: (before?.nonce ?? 0) + 1 }));
  };
  const notes = [...build.notes, ...(attempt?.phases.flatMap((phase) => phase.notes) ?? [])];
  return (
    <>
      <BuildHeader build={build} nowMs={nowMs} />
      <PageSection hasBodyWrapper={false} className={styles['stack'] ?? ''}>
        <OutcomeCard build={build} />
        {[...new Set(notes)].map((note) => (
          <Alert key={note} isInline isPlain variant="info" title={note} />
        ))}
        <UseItCard build={build} isInsecure={build.repository.startsWith('localhost:')} />
        <AttemptChoice attempts={build.attempts} chosen={attempt?.number ?? 1} onChoose={(number) => void setAttemptNumber(number)} />
        <div className={attempt === null ? undefined : styles['layout']}>
          {attempt === null ? null : <PhaseRail attempt={attempt} nowMs={nowMs} onJump={onJump} />}
          <div>
            <Tabs activeKey={tab} onSelect={(_event, key) => void setTab(key as TabKey)} aria-label="About this build">
              {TABS.map(({ key, text }) => (
                <Tab key={key} eventKey={key} title={<TabTitleText>{text}</TabTitleText>} tabContentId={`build-${key}`} />
              ))}
            </Tabs>
            <TabContent id={`build-${tab}`} activeKey={tab} eventKey={tab} className={styles['panel'] ?? ''}>
              <TabPanel tab={tab} build={build} attempt={attempt} jump={jump} renderLog={renderLog} />
            </TabContent>
          </div>
        </div>
      </PageSection>
    </>
  );
}

/** Everything about one build. The log is drawn by the page: it is a feature of its own. */
export function BuildPage({ id, renderLog }: { id: string; renderLog: RenderLog }) {
  const query = useQuery(buildQuery(id));
  const name = query.data === undefined ? '' : `#${query.data.number} ${query.data.definition.name}`;
  usePageStatus(query.data?.status ?? null, name);
  return (
    <QueryView query={query} what="the build">
      {(build) => <Loaded key={build.id} build={build} renderLog={renderLog} />}
    </QueryView>
  );
}
