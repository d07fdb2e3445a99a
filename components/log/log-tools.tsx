'use client';

import { apiUrl } from '#lib/client/api.ts';
import type { PhaseName } from '#lib/contract/builds.ts';
import { Button, Divider, Dropdown, DropdownItem, DropdownList, MenuToggle, Tooltip } from '@patternfly/react-core';
import { ArrowDownIcon, DownloadIcon, ExclamationCircleIcon, OutlinedClockIcon } from '@patternfly/react-icons';
import { useState, type ReactNode } from 'react';
import styles from './log.module.css';
import { logPath } from './log-source.ts';
import { TimeMode, type Preferences } from './preferences.ts';

const TIME_WORDS: Record<TimeMode, string> = { off: 'No times', relative: 'Time since the start', absolute: 'Time of day' };

function TimeMenu({ time, onChange }: { time: TimeMode; onChange: (time: TimeMode) => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      toggle={(ref) => <MenuToggle ref={ref} variant="plain" size="sm" icon={<OutlinedClockIcon />} aria-label={`Times: ${TIME_WORDS[time]}`} isExpanded={isOpen} onClick={() => setOpen(!isOpen)} />}
    >
      <DropdownList>
        {TimeMode.options.map((mode) => (
          <DropdownItem key={mode} isSelected={mode === time} onClick={() => onChange(mode)}>
            {TIME_WORDS[mode]}
          </DropdownItem>
        ))}
      </DropdownList>
    </Dropdown>
  );
}

function DownloadMenu({ buildId, attempt, phases }: { buildId: string; attempt: number; phases: readonly PhaseName[] }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      popperProps={{ position: 'right' }}
      toggle={(ref) => <MenuToggle ref={ref} variant="plain" size="sm" icon={<DownloadIcon />} aria-label="Download or open the raw log" isExpanded={isOpen} isDisabled={phases.length === 0} onClick={() => setOpen(!isOpen)} />}
    >
      <DropdownList>
        <DropdownItem to={apiUrl(logPath({ buildId, attempt }, null), { download: 1 })}>Download all</DropdownItem>
        <DropdownItem to={apiUrl(logPath({ buildId, attempt }, null))} isExternalLink target="_blank">
          Raw, all
        </DropdownItem>
        <Divider component="li" />
        {phases.map((phase) => (
          <DropdownItem key={phase} to={apiUrl(logPath({ buildId, attempt }, phase), { download: 1 })}>
            Download {phase}
          </DropdownItem>
        ))}
        <Divider component="li" />
        {phases.map((phase) => (
          <DropdownItem key={phase} to={apiUrl(logPath({ buildId, attempt }, phase))} isExternalLink target="_blank">
            Raw {phase}
          </DropdownItem>
        ))}
      </DropdownList>
    </Dropdown>
  );
}

function Tool({ label, isOn, onClick, children }: { label: string; isOn?: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <Tooltip content={label} aria="none">
      <Button variant="plain" size="sm" aria-label={label} {...(isOn === undefined ? {} : { 'aria-pressed': isOn, isClicked: isOn })} onClick={onClick}>
        {children}
      </Button>
    </Tooltip>
  );
}

export type LogToolsProps = {
  buildId: string;
  attempt: number;
  phases: readonly PhaseName[];
  preferences: Preferences;
  onPreferences: (change: Partial<Preferences>) => void;
  /** null: the log is complete, there is nothing to follow. */
  isFollowing: boolean | null;
  onFollow: (isFollowing: boolean) => void;
  onNextError: (step: 1 | -1) => void;
};

export function LogTools({ buildId, attempt, phases, preferences, onPreferences, isFollowing, onFollow, onNextError }: LogToolsProps) {
  return (
    <div className={styles['tools']} role="toolbar" aria-label="Log">
      <Tool label="Previous line with an error (N)" onClick={() => onNextError(-1)}>
        <ExclamationCircleIcon /> ↑
      </Tool>
      <Tool label="Next line with an error (n)" onClick={() => onNextError(1)}>
        <ExclamationCircleIcon /> ↓
      </Tool>
      <Tool label="Wrap long lines (w)" isOn={preferences.isWrapped} onClick={() => onPreferences({ isWrapped: !preferences.isWrapped })}>
        Wrap
      </Tool>
      <TimeMenu time={preferences.time} onChange={(time) => onPreferences({ time })} />
      {isFollowing === null ? null : (
        <Tool label="Follow the end (End)" isOn={isFollowing} onClick={() => onFollow(!isFollowing)}>
          <ArrowDownIcon /> Follow
        </Tool>
      )}
      <DownloadMenu buildId={buildId} attempt={attempt} phases={phases} />
    </div>
  );
}
