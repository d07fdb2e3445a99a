'use client';

import { Button, TextInput, Tooltip } from '@patternfly/react-core';
import { AngleDownIcon, AngleUpIcon } from '@patternfly/react-icons';
import type { KeyboardEvent, RefObject } from 'react';
import styles from './log.module.css';
import type { FindState } from './use-search.ts';

function countText({ query, error, matchLines, current, isSearching, isFull }: FindState): string {
  if (query.text === '' || error !== null) return '';
  const total = `${matchLines.length.toLocaleString()}${isFull ? '+' : isSearching ? '…' : ''}`;
  if (matchLines.length === 0) return isSearching ? 'Searching…' : 'No match';
  return current === -1 ? `${total} found` : `${(current + 1).toLocaleString()} of ${total}`;
}

function Switch({ text, label, isOn, onToggle }: { text: string; label: string; isOn: boolean; onToggle: () => void }) {
  return (
    <Tooltip content={label} aria="none">
      <Button variant="plain" size="sm" aria-label={label} aria-pressed={isOn} isClicked={isOn} onClick={onToggle}>
        {text}
      </Button>
    </Tooltip>
  );
}

export function FindBar({ search, inputRef, onMove, onLeave }: { search: FindState; inputRef: RefObject<HTMLInputElement | null>; onMove: (step: 1 | -1) => void; onLeave: () => void }) {
  const { query, setQuery, error } = search;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault();
      onMove(event.shiftKey ? -1 : 1);
    }
    if (event.key === 'Escape') {
      setQuery({ ...query, text: '' });
      onLeave();
    }
  };
  return (
    <search className={styles['find']}>
      <TextInput
        ref={inputRef}
        className={styles['findInput'] ?? ''}
        type="search"
        aria-label="Find in the log"
        placeholder="Find in all lines"
        title="Text, or step:galaxy and is:error to narrow it"
        value={query.text}
        validated={error === null ? 'default' : 'error'}
        onChange={(_event, text) => setQuery({ ...query, text })}
        onKeyDown={onKeyDown}
      />
      <Switch text="Aa" label="Match case" isOn={query.isCaseSensitive} onToggle={() => setQuery({ ...query, isCaseSensitive: !query.isCaseSensitive })} />
      <Switch text=".*" label="Regular expression" isOn={query.isRegex} onToggle={() => setQuery({ ...query, isRegex: !query.isRegex })} />
      <Button variant="plain" size="sm" aria-label="Previous match" icon={<AngleUpIcon />} isDisabled={search.matchLines.length === 0} onClick={() => onMove(-1)} />
      <Button variant="plain" size="sm" aria-label="Next match" icon={<AngleDownIcon />} isDisabled={search.matchLines.length === 0} onClick={() => onMove(1)} />
      <span className={styles['count']} role="status" data-find-count>
        {error === null ? countText(search) : <span className={styles['error']}>{error}</span>}
      </span>
    </search>
  );
}
