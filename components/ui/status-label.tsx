'use client';

import { Label } from '@patternfly/react-core';
import { BanIcon, CheckCircleIcon, ClockIcon, ExclamationCircleIcon, ExclamationTriangleIcon, InProgressIcon, InfoCircleIcon, OutlinedClockIcon, OutlinedQuestionCircleIcon } from '@patternfly/react-icons';
import type { ComponentType } from 'react';

type Color = 'blue' | 'teal' | 'green' | 'orange' | 'purple' | 'red' | 'grey' | 'yellow';
interface Look {
  readonly word: string;
  readonly color: Color;
  readonly icon: ComponentType;
}

const LOOKS = {
  queued: { word: 'Queued', color: 'grey', icon: OutlinedClockIcon },
  running: { word: 'Running', color: 'blue', icon: InProgressIcon },
  publishing: { word: 'Publishing', color: 'blue', icon: InProgressIcon },
  succeeded: { word: 'Succeeded', color: 'green', icon: CheckCircleIcon },
  failed: { word: 'Failed', color: 'red', icon: ExclamationCircleIcon },
  cancelled: { word: 'Cancelled', color: 'grey', icon: BanIcon },
  timed_out: { word: 'Timed out', color: 'orange', icon: ClockIcon },
  lost: { word: 'Lost', color: 'orange', icon: ExclamationTriangleIcon },
  pending: { word: 'Pending', color: 'grey', icon: OutlinedClockIcon },
  skipped: { word: 'Skipped', color: 'grey', icon: BanIcon },
  ok: { word: 'OK', color: 'green', icon: CheckCircleIcon },
  warning: { word: 'Warning', color: 'orange', icon: ExclamationTriangleIcon },
  error: { word: 'Error', color: 'red', icon: ExclamationCircleIcon },
  info: { word: 'Note', color: 'blue', icon: InfoCircleIcon },
  unknown: { word: 'Unknown', color: 'grey', icon: OutlinedQuestionCircleIcon },
  online: { word: 'Online', color: 'green', icon: CheckCircleIcon },
  offline: { word: 'Offline', color: 'grey', icon: BanIcon },
} as const satisfies Record<string, Look>;

export type Status = keyof typeof LOOKS;

/** The word for a status, as every page writes it. */
export function statusWord(status: Status): string {
  return LOOKS[status].word;
}

/** A status as icon, word and colour; `children` replaces the word. */
export function StatusLabel({ status, children, isCompact = false }: { status: Status; children?: React.ReactNode; isCompact?: boolean }) {
  const look: Look = LOOKS[status];
  const Icon = look.icon;
  return (
    <Label color={look.color} icon={<Icon />} isCompact={isCompact} data-status={status}>
      {children ?? look.word}
    </Label>
  );
}
