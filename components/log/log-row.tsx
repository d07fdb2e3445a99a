'use client';

import { formatExact } from '#components/ui/format.ts';
import { Button } from '@patternfly/react-core';
import { memo } from 'react';
import type { Matcher } from '#lib/contract/log-search.ts';
import { parseLine } from '#lib/contract/log-text.ts';
import { formatLineTime } from './line-time.ts';
import styles from './log.module.css';
import type { TimeMode } from './preferences.ts';
import { StyledText } from './styled-text.tsx';

export type LogRowProps = {
  /** From 1. */
  number: number;
  /** Null: it is being fetched. */
  raw: string | null;
  hiddenBytes: number;
  isSelected: boolean;
  /** The search shows this line, as a whole. */
  isFound: boolean;
  time: TimeMode;
  startedAt: string | null;
  matcher: Matcher | null;
  currentOrdinal: number | null;
  onSelect: (number: number, isExtending: boolean) => void;
  onExpand: (number: number) => void;
};

function LogRowView({ number, raw, hiddenBytes, isSelected, isFound, time, startedAt, matcher, currentOrdinal, onSelect, onExpand }: LogRowProps) {
  const { at, text } = parseLine(raw ?? '');
  return (
    <div className={`${styles['row'] ?? ''} ${isSelected || isFound ? (styles['isSelected'] ?? '') : ''}`} data-line={number} data-here={raw !== null} data-selected={isSelected}>
      <a
        className={styles['number']}
        href={`#L${number}`}
        tabIndex={-1}
        aria-label={`Line ${number}`}
        onClick={(event) => {
          event.preventDefault();
          onSelect(number, event.shiftKey);
        }}
      >
        {number}
      </a>
      {time === 'off' ? null : (
        <time className={styles['time']} dateTime={at ?? undefined} title={at === null ? undefined : formatExact(at)}>
          {formatLineTime(at, time, startedAt)}
        </time>
      )}
      <span className={styles['text']}>
        <StyledText text={text} matcher={matcher} currentOrdinal={currentOrdinal} />
        {hiddenBytes === 0 ? null : (
          <Button variant="link" isInline className={styles['more'] ?? ''} onClick={() => onExpand(number)}>
            … show {hiddenBytes.toLocaleString()} more bytes of this line
          </Button>
        )}
      </span>
    </div>
  );
}

export const LogRow = memo(LogRowView);
