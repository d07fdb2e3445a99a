'use client';

import { errorSentence } from '#components/ui/describe-error.ts';
import { useToast } from '#components/ui/toasts.tsx';
import type { Inspection } from '#lib/contract/inspections.ts';
import { planImport } from '#lib/ee/import/import.ts';
import type { Answers } from '#lib/ee/import/types.ts';
import { ActionGroup, Alert, Button, FormGroup, Stack } from '@patternfly/react-core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { parseAsString, useQueryState } from 'nuqs';
import { useMemo, useState } from 'react';
import { ImageField } from './inspection/image-field.tsx';
import { inspectionQuery } from './inspection/data.ts';
import { blankTemplateQuery, credentialChoicesQuery, imageContentsQuery } from './data.ts';
import { createImported } from './upload-create.ts';
import { UploadField } from './upload-field.tsx';
import { contentsFile, pastedFile, readUploads, type UploadedFile } from './upload-files.ts';
import { UploadPlaceholders } from './upload-placeholders.tsx';
import { draftOptions, uploadRows, type UploadRow } from './upload-plan.ts';
import { ImportNotes, UploadRowCard } from './upload-row.tsx';

const NO_NAMES: Readonly<Record<number, string>> = {};
const NONE: ReadonlySet<number> = new Set();

/** What was chosen, the plan that it makes, and the answers and names that were typed. */
function useUpload(buildId: string | null, inspection: Inspection | null) {
  const blank = useQuery(blankTemplateQuery).data?.text ?? '';
  const contents = useQuery({ ...imageContentsQuery(buildId ?? ''), enabled: buildId !== null });
  const [uploads, setUploads] = useState<readonly UploadedFile[]>([]);
  const [pasted, setPasted] = useState('');
  const [answers, setAnswers] = useState<Answers>({});
  const [names, setNames] = useState(NO_NAMES);
  const [leftOut, setLeftOut] = useState(NONE);
  const [failure, setFailure] = useState<unknown>(null);
  const built = contents.data;
  const all = useMemo(
    () => [
      ...(built === undefined ? [] : [contentsFile(built)]),
      ...(inspection === null || inspection.contents === null ? [] : [contentsFile(inspection.contents, inspection.image)]),
      ...uploads,
      ...(pasted.trim() === '' ? [] : [pastedFile(pasted)]),
    ],
    [built, inspection, uploads, pasted],
  );
  const plan = useMemo(() => (all.length === 0 ? { definitions: [], notes: [] } : planImport(all.map(({ file }) => file), { ...draftOptions(blank), answers })), [all, answers, blank]);
  const reset = () => {
    setNames(NO_NAMES);
    setLeftOut(NONE);
    setFailure(null);
  };
  return {
    all,
    plan,
    pasted,
    answers,
    failure: failure ?? contents.error,
    count: uploads.length,
    reset,
    rows: uploadRows(plan.definitions, { names, leftOut }),
    choose: (files: readonly File[]) => {
      reset();
      readUploads(files).then(setUploads, setFailure);
    },
    paste: (text: string) => {
      reset();
      setPasted(text);
    },
    answer: (name: string, value: string) => setAnswers((before) => ({ ...before, [name]: value })),
    rename: (index: number, name: string) => setNames((before) => ({ ...before, [index]: name })),
    setChosen: (index: number, isChosen: boolean) => setLeftOut((before) => new Set(isChosen ? [...before].filter((each) => each !== index) : [...before, index])),
  };
}

/** Creates the chosen rows one after the other; those that were created are not created twice. */
function useCreate(uploads: readonly UploadedFile[]) {
  const [created, setCreated] = useState<Readonly<Record<number, string>>>({});
  const [failures, setFailures] = useState<Readonly<Record<number, string>>>({});
  const [isBusy, setBusy] = useState(false);
  const choices = useQuery(credentialChoicesQuery).data ?? null;
  const stored = choices ?? [];
  const client = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const create = async (rows: readonly UploadRow[]) => {
    setBusy(true);
    const ids: Record<number, string> = { ...created };
    const failed: Record<number, string> = {};
    for (const row of rows.filter(({ index }) => ids[index] === undefined)) {
      await createImported(row, uploads, stored).then(
        ({ id }) => {
          ids[row.index] = id;
        },
        (error: unknown) => {
          failed[row.index] = errorSentence(error);
        },
      );
    }
    setCreated(ids);
    setFailures(failed);
    setBusy(false);
    await client.invalidateQueries({ queryKey: ['definitions'] });
    if (Object.keys(failed).length > 0) return;
    const [only] = Object.values(ids);
    if (rows.length === 1 && only !== undefined) router.push(`/definitions/${only}`);
    else {
      toast({ variant: 'success', title: `${rows.length} definitions were created` });
      router.push('/definitions');
    }
  };
  return { create, created, failures, isBusy, stored, choices };
}

/** Import: shows what would be made of the chosen files, or of the image of a build, before anything is created. */
export function UploadForm({ buildId }: { buildId: string | null }) {
  const [inspectionId, setInspectionId] = useQueryState('inspection', parseAsString.withOptions({ history: 'replace' }));
  const inspection = useQuery({ ...inspectionQuery(inspectionId ?? ''), enabled: inspectionId !== null }).data ?? null;
  const upload = useUpload(buildId, inspection);
  const { create, created, failures, isBusy, stored, choices } = useCreate(upload.all);
  const chosen = upload.rows.filter(({ isChosen }) => isChosen);
  const isReady = chosen.length > 0 && chosen.every(({ problems }) => problems.length === 0);
  return (
    <>
      <UploadField pasted={upload.pasted} count={upload.count} onChoose={upload.choose} onPaste={upload.paste} />
      <ImageField
        inspection={inspection}
        credentials={choices}
        onStarted={(id) => {
          upload.reset();
          void setInspectionId(id);
        }}
      />
      {upload.failure === null ? null : <Alert isInline variant="danger" title={errorSentence(upload.failure)} />}
      <ImportNotes notes={upload.plan.notes} />
      <UploadPlaceholders definitions={upload.plan.definitions} answers={upload.answers} onAnswer={upload.answer} />
      {upload.rows.length === 0 ? null : (
        <FormGroup role="group" fieldId="upload-rows" label={upload.rows.length === 1 ? 'This is created' : `These ${upload.rows.length} are created`}>
          <Stack hasGutter role="list">
            {upload.rows.map((row) => (
              <UploadRowCard
                key={row.index}
                row={row}
                stored={stored}
                failure={failures[row.index] ?? null}
                onName={(name) => upload.rename(row.index, name)}
                onChosen={(isChosen) => upload.setChosen(row.index, isChosen)}
              />
            ))}
          </Stack>
        </FormGroup>
      )}
      {Object.keys(failures).length === 0 ? null : <Alert isInline variant="danger" title={`${Object.keys(created).length} created, ${Object.keys(failures).length} not. Correct what is marked and create the rest.`} />}
      <ActionGroup>
        <Button isDisabled={isBusy || !isReady} isLoading={isBusy} onClick={() => void create(chosen)}>{chosen.length > 1 ? `Create ${chosen.length} definitions` : 'Create'}</Button>
        <Button variant="link" component={(linkProps: object) => <Link href="/definitions" {...linkProps} />}>Cancel</Button>
      </ActionGroup>
    </>
  );
}
