'use client';

import { useNow } from '#components/ui/clock.ts';
import { formatDuration, shortDigest } from '#components/ui/format.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StatusLabel } from '#components/ui/status-label.tsx';
import type { BuildSummary } from '#lib/contract/builds.ts';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import Link from 'next/link';
import styles from './builds.module.css';
import { PHASE_WORDS, reasonLine, timesOf } from './outcome-text.ts';

function Result({ build }: { build: BuildSummary }) {
  if (build.digest !== null) return <span className="eef-mono" title={build.digest}>{shortDigest(build.digest)}</span>;
  const text = build.current === null ? reasonLine(build.outcome) : `${PHASE_WORDS[build.current.phase]}${build.current.step === null ? '' : `: ${build.current.step}`}`;
  return (
    <span className={`${styles['reason'] ?? ''} eef-subtle`} title={text}>
      {text}
    </span>
  );
}

/** Builds, newest first. Beside a definition its own name is left out. */
export function BuildsTable({ builds, isOfOneDefinition = false }: { builds: readonly BuildSummary[]; isOfOneDefinition?: boolean }) {
  const nowMs = Math.max(useNow(), Date.now());
  return (
    <Table aria-label="Builds" variant="compact">
      <Thead>
        <Tr>
          <Th modifier="nowrap">Build</Th>
          {isOfOneDefinition ? null : <Th>Definition</Th>}
          <Th modifier="fitContent">Revision</Th>
          <Th modifier="nowrap">Started</Th>
          <Th modifier="fitContent">Duration</Th>
          <Th width={40}>Result</Th>
        </Tr>
      </Thead>
      <Tbody>
        {builds.map((build) => {
          const { runMs } = timesOf(build, nowMs);
          return (
            <Tr key={build.id} data-build={build.id}>
              <Td dataLabel="Build" modifier="nowrap">
                <span className="eef-inline">
                  <StatusLabel status={build.status} isCompact />
                  <Link href={`/builds/${build.id}`} className="eef-strong">
                    #{build.number}
                  </Link>
                </span>
              </Td>
              {isOfOneDefinition ? null : (
                <Td dataLabel="Definition">
                  <Link href={`/definitions/${build.definition.id}`}>{build.definition.name}</Link>
                </Td>
              )}
              <Td dataLabel="Revision">r{build.revision}</Td>
              <Td dataLabel="Started" modifier="nowrap">
                <RelativeTime at={build.createdAt} /> by {build.startedBy.id}
              </Td>
              <Td dataLabel="Duration" modifier="nowrap">{runMs === null ? '–' : formatDuration(runMs)}</Td>
              <Td dataLabel="Result">
                <Result build={build} />
              </Td>
            </Tr>
          );
        })}
      </Tbody>
    </Table>
  );
}
