'use client';

import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StatusLabel } from '#components/ui/status-label.tsx';
import type { BuildSummary } from '#lib/contract/builds.ts';
import type { Readiness } from '#lib/contract/collections.ts';
import type { DefinitionSummary } from '#lib/contract/definitions.ts';
import { Card, CardBody, CardTitle, List, ListItem } from '@patternfly/react-core';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { definitionState } from './definition-state.ts';
import { failureLine } from './failure-line.ts';

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card component="section" aria-label={title} isFullHeight>
      <CardTitle component="h2">{title}</CardTitle>
      <CardBody>{children}</CardBody>
    </Card>
  );
}

function BuildLink({ build }: { build: BuildSummary }) {
  return (
    <Link href={`/builds/${build.id}`} className="eef-strong">
      {build.definition.name} #{build.number}
    </Link>
  );
}

export function ActiveBuilds({ builds }: { builds: readonly BuildSummary[] }) {
  return (
    <Section title="Running and queued">
      {builds.length === 0 ? (
        <span className="eef-subtle">Nothing is being built.</span>
      ) : (
        <List isPlain isBordered>
          {builds.map((build) => (
            <ListItem key={build.id}>
              <BuildLine build={build} at={build.startedAt ?? build.createdAt} />
              {build.current === null ? null : <div className="eef-subtle eef-break">{build.current.phase}{build.current.step === null ? '' : `: ${build.current.step}`}</div>}
            </ListItem>
          ))}
        </List>
      )}
    </Section>
  );
}

function BuildLine({ build, at }: { build: BuildSummary; at: string }) {
  return (
    <span className="eef-inline">
      <StatusLabel status={build.status} isCompact />
      <BuildLink build={build} />
      <span className="eef-subtle"><RelativeTime at={at} /></span>
    </span>
  );
}

export function FailedBuilds({ builds }: { builds: readonly BuildSummary[] }) {
  return (
    <Section title="Failed lately">
      {builds.length === 0 ? (
        <span className="eef-subtle">No failed builds.</span>
      ) : (
        <List isPlain isBordered>
          {builds.map((build) => (
            <ListItem key={build.id}>
              <BuildLine build={build} at={build.finishedAt ?? build.createdAt} />
              <div className="eef-break">{failureLine(build)}</div>
            </ListItem>
          ))}
        </List>
      )}
    </Section>
  );
}

export function DefinitionStates({ definitions }: { definitions: readonly DefinitionSummary[] }) {
  return (
    <Section title="Definitions">
      <List isPlain isBordered>
        {definitions.map((definition) => (
          <ListItem key={definition.id}>
            <span className="eef-inline">
              <Link href={`/definitions/${definition.id}`} className="eef-strong">{definition.name}</Link>
              {definition.lastBuild === null ? null : <StatusLabel status={definition.lastBuild.status} isCompact />}
            </span>
            <div className="eef-subtle">{definitionState(definition)}, saved <RelativeTime at={definition.updatedAt} /></div>
          </ListItem>
        ))}
      </List>
    </Section>
  );
}

export function ReadinessList({ readiness }: { readiness: Readiness }) {
  return (
    <Section title="Ready to build?">
      <List isPlain isBordered>
        {readiness.items.map((item) => (
          <ListItem key={item.id}>
            <span className="eef-inline">
              <StatusLabel status={item.ok ? 'ok' : 'error'} isCompact>{item.ok ? 'Ready' : 'Not ready'}</StatusLabel>
              <span className="eef-strong">{item.title}</span>
              {item.ok || item.href === null ? null : <Link href={item.href}>Go to the fix</Link>}
            </span>
            <div className="eef-subtle eef-break">{item.detail}</div>
          </ListItem>
        ))}
      </List>
    </Section>
  );
}
