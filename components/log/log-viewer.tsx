'use client';

import type { Attempt } from '#lib/contract/builds.ts';
import { Button } from '@patternfly/react-core';
import { ArrowDownIcon, CopyIcon } from '@patternfly/react-icons';
import { useCallback, useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { ConnectionNotice } from './connection-notice.tsx';
import { FindBar } from './find-bar.tsx';
import { HeadingRow } from './heading-row.tsx';
import { keyAction } from './keys.ts';
import { LogList } from './log-list.tsx';
import { LogRow } from './log-row.tsx';
import { copyLines, downloadLog } from './log-text.ts';
import { LogTools } from './log-tools.tsx';
import styles from './log.module.css';
import { usePreferences } from './preferences.ts';
import { useViewer, type LogJump, type Viewer } from './use-viewer.ts';

const SHOWN_BYTES = 4096;
const TIME_CHARACTERS = { off: 0, relative: 10, absolute: 15 };

export type LogViewerProps = { buildId: string; attempt: Attempt; fileName: string; jump: LogJump | null };

function FloatingActions({ viewer }: { viewer: Viewer }) {
  const { store, range, newLines, toEnd } = viewer;
  return (
    <div className={styles['newLines']}>
      {range !== null && range.last > range.first ? (
        <Button variant="secondary" size="sm" icon={<CopyIcon />} onClick={() => void navigator.clipboard.writeText(copyLines(store, range))}>
          Copy lines {range.first}–{range.last}
        </Button>
      ) : null}
      {newLines > 0 ? (
        <Button variant="primary" size="sm" icon={<ArrowDownIcon />} onClick={toEnd} data-new-lines>
          {newLines.toLocaleString()} new {newLines === 1 ? 'line' : 'lines'}
        </Button>
      ) : null}
    </div>
  );
}

/** A function that stays the same while what it does changes: rows need not be drawn again for it. */
function useSteady<A extends unknown[]>(change: (...args: A) => void): (...args: A) => void {
  const latest = useRef(change);
  useEffect(() => {
    latest.current = change;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}

function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** The log of one attempt: give it the attempt's id as key. */
export function LogViewer({ buildId, attempt, fileName, jump }: LogViewerProps) {
  const viewer = useViewer({ buildId, attempt, jump });
  const { store, rows, search, range, list, isOver } = viewer;
  const [preferences, setPreferences] = usePreferences();
  const [expanded, setExpanded] = useState<ReadonlySet<number>>(new Set());
  const findInput = useRef<HTMLInputElement>(null);
  const onSelect = useSteady(viewer.select);
  const onExpand = useSteady((number: number) => setExpanded((before) => new Set(before).add(number)));
  const lineCount = store.lineCount;

  const onKeyDown = (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    const isTaken = keyAction({ key, ctrlKey, metaKey, altKey, isTyping: isTyping(target) }, {
      find: () => findInput.current?.select(),
      nextError: viewer.nextError,
      toggleWrap: () => setPreferences({ isWrapped: !preferences.isWrapped }),
      toEnd: viewer.toEnd,
      toStart: () => list.current?.scrollToRow(0, 'start'),
      selectAll: () => viewer.setRange({ first: 1, last: lineCount }),
      clear: () => viewer.setRange(null),
    });
    if (isTaken) event.preventDefault();
  };
  const onCopy = (event: ClipboardEvent): void => {
    if (range === null || document.getSelection()?.isCollapsed === false) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', copyLines(store, range));
  };
  const renderRow = (index: number) => {
    const row = rows.rowAt(index);
    if (row === null) return null;
    if (row.kind === 'heading') return <HeadingRow section={row.section} isFolded={row.isFolded} onToggle={viewer.toggle} />;
    const number = row.line + 1;
    const { text, hiddenBytes } = store.line(row.line, expanded.has(number) ? undefined : SHOWN_BYTES);
    return (
      <LogRow
        number={number}
        raw={text}
        hiddenBytes={hiddenBytes}
        isSelected={range !== null && number >= range.first && number <= range.last}
        time={preferences.time}
        startedAt={attempt.startedAt}
        matcher={search.matcher}
        currentOrdinal={search.shown?.line === row.line ? search.shown.ordinal : null}
        onSelect={onSelect}
        onExpand={onExpand}
      />
    );
  };
  return (
    <section className={styles['viewer']} aria-label="Log" onKeyDown={onKeyDown}>
      <div className={styles['bar']}>
        <FindBar search={search} inputRef={findInput} onMove={viewer.findNext} onLeave={() => list.current?.focus()} />
        <LogTools
          buildId={buildId}
          attempt={attempt.number}
          phases={store.phases().map(({ phase }) => phase)}
          preferences={preferences}
          onPreferences={setPreferences}
          isFollowing={isOver ? null : viewer.isFollowing}
          onFollow={(next) => (next ? viewer.toEnd() : viewer.follow(false))}
          onNextError={viewer.nextError}
          onDownloadAll={() => downloadLog(store, fileName)}
        />
      </div>
      <ConnectionNotice connection={store.connection} isOver={isOver} />
      {lineCount === 0 && store.connection !== 'loading' ? <div className={styles['empty']}>{isOver ? 'This attempt wrote no log.' : 'No output yet. Lines appear here as they are written.'}</div> : null}
      <LogList
        ref={list}
        store={store}
        rows={rows}
        layoutKey={viewer.layoutKey}
        isWrapped={preferences.isWrapped}
        isFollowing={viewer.isFollowing}
        gutterCharacters={String(lineCount).length}
        timeCharacters={TIME_CHARACTERS[preferences.time]}
        renderRow={renderRow}
        onFollow={viewer.follow}
        onCopy={onCopy}
      />
      <FloatingActions viewer={viewer} />
    </section>
  );
}
