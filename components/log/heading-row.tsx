'use client';

import { formatDuration, plural } from '#components/ui/format.ts';
import type { PhaseName } from '#lib/contract/builds.ts';
import { AngleDownIcon, AngleRightIcon, CopyIcon } from '@patternfly/react-icons';
import { memo } from 'react';
import styles from './log.module.css';
import type { Section } from './rows.ts';

const PHASE_TITLES: Record<PhaseName, string> = {
  context: 'Context: ansible-builder writes the Containerfile',
  collect: 'Collect: collections and roles',
  fetch: 'Fetch: base images',
  build: 'Build: podman runs the Containerfile',
  inspect: 'Inspect: what is in the image',
  publish: 'Publish: push and tag',
  probe: 'Probe: what the base image has',
  introspect: 'Introspect: what the collections ask for',
  resolve: 'Resolve: Python packages',
  packages: 'Packages: system packages',
};

function titleOf({ phase, step }: Section): string {
  if (step === null) return PHASE_TITLES[phase.name];
  return `STEP ${step.position}/${step.count} ${step.text}`;
}

function factsOf({ phase, step, count }: Section): string {
  const { startedAt, finishedAt } = step ?? phase;
  const duration = startedAt === null || finishedAt === null ? null : formatDuration(Date.parse(finishedAt) - Date.parse(startedAt));
  const state = (step ?? phase).status === 'failed' ? 'failed' : step?.cached === true ? 'cached' : null;
  return [state, count === 0 ? null : plural(count, 'line'), duration].filter((fact) => fact !== null).join(' · ');
}

/** Heads a phase or a step; a click folds what is below. */
function HeadingRowView({ section, isFolded, onToggle, onCopy }: { section: Section; isFolded: boolean; onToggle: (key: string) => void; onCopy: (section: Section) => void }) {
  const isFailed = (section.step ?? section.phase).status === 'failed';
  const className = [styles['heading'], section.step === null ? styles['isPhase'] : styles['isStep'], isFailed ? styles['isFailed'] : ''].join(' ');
  return (
    <div className={className}>
      <button type="button" className={styles['fold']} aria-expanded={!isFolded} data-section={section.key} onClick={() => onToggle(section.key)}>
        {isFolded ? <AngleRightIcon /> : <AngleDownIcon />}
        <span className={styles['headingText']} title={titleOf(section)}>{titleOf(section)}</span>
        <span className={styles['headingFacts']}>{factsOf(section)}</span>
      </button>
      {section.count === 0 ? null : (
        <button type="button" className={styles['copy']} aria-label={`Copy all lines: ${titleOf(section)}`} title="Copy all its lines" onClick={() => onCopy(section)}>
          <CopyIcon />
        </button>
      )}
    </div>
  );
}

export const HeadingRow = memo(HeadingRowView);
