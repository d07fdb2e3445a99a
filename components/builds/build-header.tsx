'use client';

import { CopyButton } from '#components/ui/copy-button.tsx';
import { formatBytes, formatDuration, shortDigest } from '#components/ui/format.ts';
import { PageHeader } from '#components/ui/page-header.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StatusLabel } from '#components/ui/status-label.tsx';
import type { Build } from '#lib/contract/builds.ts';
import { Label, LabelGroup, PageSection } from '@patternfly/react-core';
import Link from 'next/link';
import { BuildActions } from './build-actions.tsx';
import styles from './builds.module.css';
import { shortStep } from './step-groups.ts';
import { MODE_WORDS, PHASE_WORDS, timesOf } from './outcome-text.ts';

function Destination({ build }: { build: Build }) {
  const tags = build.digest === null ? build.tags : build.publishedTags;
  return (
    <>
      <span className={styles['fact']}>
        <span className="eef-mono">{build.repository}</span>
        <LabelGroup aria-label={build.digest === null ? 'Tags wanted' : 'Tags'}>
          {tags.map((tag) => (
            <Label key={tag} isCompact variant={build.digest === null ? 'outline' : 'filled'}>
              {tag}
            </Label>
          ))}
        </LabelGroup>
      </span>
      {build.digest === null ? null : (
        <span className={styles['fact']}>
          <span className="eef-mono" title={build.digest}>{shortDigest(build.digest)}</span>
          <CopyButton text={`${build.repository}@${build.digest}`} label="Copy the image with its digest" />
        </span>
      )}
      {build.sizeBytes === null ? null : <span className={styles['fact']}>{formatBytes(build.sizeBytes)}</span>}
    </>
  );
}

function Origin({ build }: { build: Build }) {
  return (
    <span>
      <Link href={`/definitions/${build.definition.id}`}>{build.definition.name}</Link> r{build.revision}, {MODE_WORDS[build.mode]}, started <RelativeTime at={build.createdAt} /> by {build.startedBy.id}
      {build.rebuildOf === null ? null : (
        <>
          , rebuild of <Link href={`/builds/${build.rebuildOf.id}`}>#{build.rebuildOf.number}</Link>
        </>
      )}
    </span>
  );
}

/** Name, state, times and destination of a build, and what can be done with it. */
export function BuildHeader({ build, nowMs }: { build: Build; nowMs: number }) {
  const { queueMs, runMs } = timesOf(build, nowMs);
  return (
    <>
      <PageHeader
        parents={[{ href: '/builds', text: 'Builds' }]}
        title={`${build.definition.name} #${build.number}`}
        facts={
          <>
            <StatusLabel status={build.status} />
            {build.current === null ? null : <span className="eef-subtle">{PHASE_WORDS[build.current.phase]}{build.current.step === null ? null : `: ${shortStep(build.current.step).slice(0, 60)}`}</span>}
          </>
        }
        actions={<BuildActions build={build} />}
      />
      <PageSection hasBodyWrapper={false} className={styles['factsSection'] ?? ''}>
        <div className={styles['facts']}>
          <Origin build={build} />
          <span data-fact="times">
            queue {formatDuration(queueMs)}
            {runMs === null ? null : ` · ${build.finishedAt === null ? 'running' : 'took'} ${formatDuration(runMs)}`}
          </span>
          <Destination build={build} />
        </div>
      </PageSection>
    </>
  );
}
