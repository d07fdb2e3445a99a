'use client';

import { plural } from '#components/ui/format.ts';
import type { Revision } from '#lib/contract/definitions.ts';
import type { ContextFile } from '#lib/ee/containerfile/context-files.ts';
import type { Origin } from '#lib/ee/containerfile/origin.ts';
import type { Diagnostic, Path } from '#lib/ee/diagnostic.ts';
import type { ParsedDefinition } from '#lib/ee/parse.ts';
import { Alert, AlertActionLink, FormSelect, FormSelectOption, Switch } from '@patternfly/react-core';
import { useMemo, useState } from 'react';
import type { DraftFile } from '../draft.ts';
import { CodeRows } from './code-rows.tsx';
import { CopiedFile } from './copied-file.tsx';
import { containerfileRows, fileRows, type PreviewRow } from './preview-rows.ts';
import styles from './preview.module.css';
import { useContextPreview, useSavedContext, type ContextPreview } from './use-context-preview.ts';

const CONTAINERFILE = 'Containerfile';

export interface PreviewPanelProps {
  parsed: ParsedDefinition;
  files: readonly DraftFile[];
  filePaths: readonly string[];
  /** The last saved revision. */
  head: Revision;
  marked: Path;
  onFollow: (origin: Origin) => void;
  onJump: (diagnostic: Diagnostic) => void;
}

function usePathsOf(files: Revision['files']): readonly string[] {
  return useMemo(() => files.map(({ path }) => path), [files]);
}

function changeWords(rows: readonly PreviewRow[]): string {
  const added = rows.filter(({ kind }) => kind === 'added').length;
  const removed = rows.filter(({ kind }) => kind === 'removed').length;
  return added + removed === 0 ? 'no changes' : `${plural(added, 'line')} added, ${removed} removed`;
}

function Obstacle({ preview, onJump }: { preview: ContextPreview; onJump: (diagnostic: Diagnostic) => void }) {
  const { isOld, obstacle, context } = preview;
  if (!isOld) return null;
  const link = obstacle === null ? {} : { actionLinks: <AlertActionLink onClick={() => onJump(obstacle)}>Go to line {obstacle.range.start.line}</AlertActionLink> };
  return (
    <Alert isInline variant="warning" title="The text cannot be turned into a Containerfile" {...link}>
      {obstacle?.message} {context === null ? null : 'Below is the last one that could be written.'}
    </Alert>
  );
}

interface BodyProps extends PreviewPanelProps {
  preview: ContextPreview;
  shown: string;
  isCompared: boolean;
}

function Rows({ rows, name, isCompared, marked, onFollow }: { rows: readonly PreviewRow[]; name: string; isCompared: boolean; marked: Path; onFollow: (origin: Origin) => void }) {
  return (
    <>
      {isCompared ? <p className="eef-subtle" role="status">Since the last save: {changeWords(rows)}</p> : null}
      {rows.length === 0 ? <p className="eef-subtle">This file is empty.</p> : <CodeRows key={name} rows={rows} label={name} marked={marked} onFollow={onFollow} />}
    </>
  );
}

function textOf(file: ContextFile | undefined): string {
  return file?.kind === 'text' ? file.text : '';
}

function PreviewBody({ preview, shown, isCompared, files, head, marked, onFollow }: BodyProps) {
  const saved = useSavedContext(head.text, usePathsOf(head.files));
  const { context } = preview;
  const rows = useMemo(() => (context === null ? [] : containerfileRows(context, isCompared ? (saved?.containerfile ?? '') : null)), [context, isCompared, saved]);
  if (context === null) return null;
  const common = { isCompared, marked, onFollow, name: shown };
  const file = context.files.get(shown);
  if (file === undefined) return <Rows rows={rows} {...common} name={CONTAINERFILE} />;
  const before = isCompared ? saved?.files.get(shown) : undefined;
  if (file.kind === 'text') return <Rows rows={fileRows(file.text, file, isCompared ? textOf(before) : null)} {...common} />;
  return (
    <CopiedFile path={file.source} file={files.find(({ path }) => path === file.source)} head={head}>
      {(text) => (
        <>
          {isCompared ? <p className="eef-subtle">A copied file is compared in the Revisions tab.</p> : null}
          <Rows rows={fileRows(text, file, null)} {...common} isCompared={false} />
        </>
      )}
    </CopiedFile>
  );
}

/** What ansible-builder would write of the text, while it is typed. */
export function PreviewPanel(props: PreviewPanelProps) {
  const preview = useContextPreview(props.parsed, props.filePaths);
  const [wanted, setWanted] = useState(CONTAINERFILE);
  const [isCompared, setCompared] = useState(false);
  const names = [...(preview.context?.files.keys() ?? [])];
  const shown = names.includes(wanted) ? wanted : CONTAINERFILE;
  return (
    <div className={styles['panel']}>
      <div className={styles['tools']}>
        <FormSelect aria-label="File of the build context" value={shown} onChange={(_event, value) => setWanted(value)} className={styles['select'] ?? ''}>
          {[CONTAINERFILE, ...names].map((name) => <FormSelectOption key={name} value={name} label={name} />)}
        </FormSelect>
        <Switch id="preview-compare" label={`Changes since r${props.head.number}`} isChecked={isCompared} onChange={(_event, next) => setCompared(next)} />
      </div>
      <Obstacle preview={preview} onJump={props.onJump} />
      <div className={styles['body']} data-old={preview.isOld ? true : undefined}>
        <PreviewBody {...props} preview={preview} shown={shown} isCompared={isCompared} />
      </div>
    </div>
  );
}
