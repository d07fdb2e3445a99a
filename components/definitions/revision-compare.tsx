'use client';

import { DiffViewer } from '#components/editor/diff-viewer.tsx';
import { languageOf } from '#components/editor/language-of.ts';
import { QueryView } from '#components/ui/query-view.tsx';
import type { Revision } from '#lib/contract/definitions.ts';
import { FormSelect, FormSelectOption, Title } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { credentialChoicesQuery, revisionQuery } from './data.ts';
import { draftOf, fileChanges } from './draft.ts';
import { fileTextQuery } from './file-text.ts';
import { settingsText } from './settings-words.ts';

const TEXT = 'text';
const SETTINGS = 'settings';

function FileDiff({ before, after, path }: { before: Revision; after: Revision; path: string }) {
  const old = useQuery(fileTextQuery(before, path));
  const now = useQuery(fileTextQuery(after, path));
  return (
    <QueryView query={old} what={path}>
      {(left) => (
        <QueryView query={now} what={path}>
          {(right) =>
            left.isText && right.isText ? (
              <div className="eef-diff"><DiffViewer original={left.text} modified={right.text} language={languageOf(path)} label={path} /></div>
            ) : (
              <p>This file is not text: it can be downloaded in the Files tab.</p>
            )
          }
        </QueryView>
      )}
    </QueryView>
  );
}

function Comparison({ before, after }: { before: Revision; after: Revision }) {
  const [shown, setShown] = useState(TEXT);
  const credentials = useQuery(credentialChoicesQuery);
  const nameOf = (id: string) => credentials.data?.find((credential) => credential.id === id)?.name ?? 'a removed credential';
  const left = settingsText(before.settings, nameOf);
  const right = settingsText(after.settings, nameOf);
  const changes = fileChanges(draftOf(before).files, draftOf(after).files);
  const options = [
    { value: TEXT, label: `Definition${before.text === after.text ? ' (same)' : ''}` },
    { value: SETTINGS, label: `Destination and credentials${left === right ? ' (same)' : ''}` },
    ...changes.map(({ path, change }) => ({ value: `file:${path}`, label: `${path} (${change})` })),
  ];
  const current = options.some((option) => option.value === shown) ? shown : TEXT;
  return (
    <section aria-label="Comparison">
      <div className="eef-inline eef-gap-below">
        <Title headingLevel="h2" size="lg">r{before.number} → r{after.number}</Title>
        <FormSelect aria-label="What is compared" value={current} onChange={(_event, value) => setShown(value)} className="eef-select">
          {options.map((option) => <FormSelectOption key={option.value} value={option.value} label={option.label} />)}
        </FormSelect>
      </div>
      {current === TEXT ? <div className="eef-diff"><DiffViewer original={before.text} modified={after.text} language="yaml" label="Definition" /></div> : null}
      {current === SETTINGS ? <div className="eef-diff"><DiffViewer original={left} modified={right} language="yaml" label="Destination and credentials" /></div> : null}
      {current.startsWith('file:') ? <FileDiff before={before} after={after} path={current.slice('file:'.length)} /> : null}
    </section>
  );
}

/** Text, files and settings of two revisions against each other. */
export function RevisionCompare({ definitionId, from, to }: { definitionId: string; from: number; to: number }) {
  const before = useQuery(revisionQuery(definitionId, from));
  const after = useQuery(revisionQuery(definitionId, to));
  return <QueryView query={before} what={`r${from}`}>{(left) => <QueryView query={after} what={`r${to}`}>{(right) => <Comparison key={`${from}-${to}`} before={left} after={right} />}</QueryView>}</QueryView>;
}
