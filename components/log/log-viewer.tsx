'use client';

import { formatExact } from '#components/ui/format.ts';
import type { Attempt } from '#lib/contract/builds.ts';
import { Button } from '@patternfly/react-core';
import { ArrowDownIcon, CopyIcon } from '@patternfly/react-icons';
import { useCallback, useEffect, useRef, type ClipboardEvent, type KeyboardEvent } from 'react';
import { ConnectionNotice } from './connection-notice.tsx';
import { FindBar } from './find-bar.tsx';
import { HeadingRow } from './heading-row.tsx';
import { keyAction } from './keys.ts';
import { LogList } from './log-list.tsx';
import { LogRow } from './log-row.tsx';
import { copyHere } from './log-text.ts';
import { LogTools } from './log-tools.tsx';
import styles from './log.module.css';
import { usePreferences } from './preferences.ts';
import type { Section } from './rows.ts';
import { isAmong } from './search.ts';
import { expandLine } from './expand-line.ts';
import { useCopyLines } from './use-copy-lines.ts';
import { useFindKey } from './use-find-key.ts';
import { useViewer, type LogJump, type Viewer } from './use-viewer.ts';

export type LogViewerProps = { buildId: string; attempt: Attempt; jump: LogJump | null };

function FloatingActions({ viewer, copied, onCopyRange }: { viewer: Viewer; copied: string; onCopyRange: () => void }) {
  const { range, newLines, toEnd } = viewer;
  return (
    <div className={styles['newLines']}>
      <span role="status" className={copied === '' ? undefined : styles['copied']}>{copied}</span>
      {range !== null && range.last > range.first ? (
        <Button variant="secondary" size="sm" icon={<CopyIcon />} onClick={onCopyRange}>
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

function emptyText(attempt: Attempt): string {
  const removedAt = attempt.phases.find(({ logRemovedAt }) => logRemovedAt !== null)?.logRemovedAt ?? null;
  if (removedAt !== null) return `This log was removed ${formatExact(removedAt)} to make room, as the server’s settings say.`;
  return attempt.status === 'running' ? 'No output yet. Lines appear here as they are written.' : 'This attempt wrote no log.';
}

/** The log of one attempt: give it the attempt's id as key. */
export function LogViewer({ buildId, attempt, jump }: LogViewerProps) {
  const viewer = useViewer({ buildId, attempt, jump });
  const { store, rows, search, range, list, isOver } = viewer;
  const [preferences, setPreferences] = usePreferences();
  const { copied, copy } = useCopyLines(store, { buildId, attempt: attempt.number });
  const findInput = useRef<HTMLInputElement>(null);
  useFindKey(findInput);
  const onSelect = useSteady(viewer.select);
  const onExpand = useSteady((number: number) => {
    list.current?.focus();
    void expandLine(store, { buildId, attempt: attempt.number }, number - 1);
  });
  const onCopySection = useSteady(({ first, count }: Section) => copy({ first: first + 1, last: first + count }));
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
    const here = copyHere(store, range);
    if (here === null) copy(range);
    else event.clipboardData.setData('text/plain', here);
  };
  const renderRow = (index: number) => {
    const row = rows.rowAt(index);
    if (row === null) return null;
    if (row.kind === 'heading') return <HeadingRow section={row.section} isFolded={row.isFolded} onToggle={viewer.toggle} onCopy={onCopySection} />;
    const number = row.line + 1;
    const line = store.line(row.line);
    const isShown = search.shown?.line === row.line;
    return (
      <LogRow
        number={number}
        raw={line?.text ?? null}
        hiddenBytes={line?.hiddenBytes ?? 0}
        isSelected={range !== null && number >= range.first && number <= range.last}
        isFound={isShown && search.matcher === null}
        time={preferences.time}
        startedAt={attempt.startedAt}
        matcher={isAmong(search.matchLines, row.line) ? search.matcher : null}
        currentOrdinal={isShown ? (search.shown?.ordinal ?? null) : null}
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
        />
      </div>
      <ConnectionNotice connection={store.connection} isOver={isOver} />
      {lineCount === 0 && store.connection !== 'loading' ? <div className={styles['empty']}>{emptyText(attempt)}</div> : null}
      <LogList
        ref={list}
        store={store}
        rows={rows}
        layoutKey={viewer.layoutKey}
        isWrapped={preferences.isWrapped}
        isFollowing={viewer.isFollowing}
        gutterCharacters={String(lineCount).length}
        renderRow={renderRow}
        onFollow={viewer.follow}
        onCopy={onCopy}
      />
      <FloatingActions viewer={viewer} copied={copied} onCopyRange={() => range !== null && copy(range)} />
    </section>
  );
}
