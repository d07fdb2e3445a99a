'use client';

import type { Path } from '#lib/ee/diagnostic.ts';
import { formatFieldPath, startsWithPath } from '#lib/ee/form/field-path.ts';
import type { Origin } from '#lib/ee/containerfile/origin.ts';
import { Button } from '@patternfly/react-core';
import { memo, useRef, useState, type KeyboardEvent } from 'react';
import type { PreviewRow } from './preview-rows.ts';
import styles from './preview.module.css';

const SIGNS = { same: ' ', added: '+', removed: '−' } as const;
const SPOKEN = { same: '', added: 'added: ', removed: 'removed: ' } as const;
const SHOWN_AT_ONCE = 1500;

function RowText({ text, isInstruction }: { text: string; isInstruction: boolean }) {
  const keyword = isInstruction ? (/^\s*[A-Za-z]+(?=\s)/.exec(text)?.[0] ?? '') : '';
  if (keyword !== '') return <><span className={styles['keyword']}>{keyword}</span>{text.slice(keyword.length)}</>;
  return text.startsWith('#') ? <span className={styles['comment']}>{text}</span> : <>{text}</>;
}

function titleOf({ paths, isDefault }: Origin): string {
  return isDefault ? `Default. ${formatFieldPath(paths[0] ?? [])} changes it` : `Made by ${paths.map(formatFieldPath).join(', ')}`;
}

function isMarkedBy(origin: Origin | null, marked: Path): boolean {
  if (origin === null || marked.length === 0) return false;
  return origin.paths.some((path) => startsWithPath(marked, path) || startsWithPath(path, marked));
}

interface CodeRowProps {
  row: PreviewRow;
  index: number;
  isMarked: boolean;
  isStop: boolean;
  onFollow: (origin: Origin) => void;
}

const CodeRow = memo(function CodeRow({ row, index, isMarked, isStop, onFollow }: CodeRowProps) {
  const { kind, line, texts, origin, isInstruction } = row;
  const content = (
    <>
      {kind === 'same' ? null : <span className="pf-v6-screen-reader">{SPOKEN[kind]}</span>}
      {texts.map((text, at) => <span key={at} className={styles['text']}><RowText text={text} isInstruction={isInstruction && at === 0} />{'\n'}</span>)}
    </>
  );
  return (
    <li className={styles['row']} data-kind={kind} data-marked={isMarked ? true : undefined} data-line={line ?? undefined}>
      <span className={styles['number']} aria-hidden="true">{line ?? ''}</span>
      <span className={styles['sign']} aria-hidden="true">{SIGNS[kind]}</span>
      {origin === null ? (
        <span className={styles['plain']}>{content}</span>
      ) : (
        <button type="button" className={styles['link']} data-index={index} data-default={origin.isDefault ? true : undefined} tabIndex={isStop ? 0 : -1} title={titleOf(origin)} onClick={() => onFollow(origin)}>{content}</button>
      )}
    </li>
  );
});

/** Up and down, Home and End walk over the lines that lead somewhere; the whole list is one stop of the Tab key. */
function useWalk(list: React.RefObject<HTMLOListElement | null>, onStop: (index: number) => void) {
  return (event: KeyboardEvent) => {
    const links = [...(list.current?.querySelectorAll<HTMLButtonElement>('button[data-index]') ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    const places: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 };
    const next = at < 0 ? undefined : links[places[event.key] ?? -1];
    if (next === undefined) return;
    event.preventDefault();
    onStop(Number(next.dataset['index']));
    next.focus();
  };
}

export interface CodeRowsProps {
  rows: readonly PreviewRow[];
  label: string;
  marked: Path;
  onFollow: (origin: Origin) => void;
}

/** Generated lines; each that comes from the definition is a button that leads there. */
export function CodeRows({ rows, label, marked, onFollow }: CodeRowsProps) {
  const list = useRef<HTMLOListElement>(null);
  const [stop, setStop] = useState(0);
  const [isWhole, setWhole] = useState(false);
  const onKeyDown = useWalk(list, setStop);
  const shown = isWhole ? rows : rows.slice(0, SHOWN_AT_ONCE);
  const firstLink = shown.findIndex(({ origin }) => origin !== null);
  const stopAt = (shown[stop]?.origin ?? null) === null ? firstLink : stop;
  return (
    <>
      <ol ref={list} className={styles['rows']} aria-label={label} onKeyDown={onKeyDown}>
        {shown.map((row, index) => <CodeRow key={index} row={row} index={index} isMarked={isMarkedBy(row.origin, marked)} isStop={index === stopAt} onFollow={onFollow} />)}
      </ol>
      {shown.length < rows.length ? <Button variant="link" onClick={() => setWhole(true)}>Show all {rows.length} lines</Button> : null}
    </>
  );
}
