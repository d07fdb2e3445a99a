'use client';

import { errorSentence } from '#components/ui/describe-error.ts';
import { TextField } from '#components/ui/text-field.tsx';
import type { Credential } from '#lib/contract/credentials.ts';
import { ImageReference, type Inspection } from '#lib/contract/inspections.ts';
import { Alert, Button, FormGroup, FormSelect, FormSelectOption } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { credentialFor } from '../upload-plan.ts';
import { cancelInspection, inspectionQuery, startInspection } from './data.ts';
import { InspectionStatus } from './inspection-status.tsx';

export interface ImageFieldProps {
  /** The inspection that was started last. */
  inspection: Inspection | null;
  /** Null while they are not known: which one is for the host would be a guess. */
  credentials: readonly Credential[] | null;
  onStarted: (id: string) => void;
}

function PullWith({ credentials, chosen, onChoose }: { credentials: readonly Credential[]; chosen: string; onChoose: (id: string) => void }) {
  return (
    <FormGroup label="Pull with" fieldId="upload-pull">
      <FormSelect id="upload-pull" value={chosen} onChange={(_event, value) => onChoose(value)}>
        <FormSelectOption value="" label="No log-in" />
        {credentials.filter(({ kind }) => kind === 'registry').map(({ id, name, host }) => <FormSelectOption key={id} value={id} label={`${name} (${host})`} />)}
      </FormSelect>
    </FormGroup>
  );
}

/** What is asked for: the image, and the credential that is for its host unless another one was chosen. */
function useImageChoice(credentials: readonly Credential[] | null) {
  const [image, setImage] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const own = credentialFor({ use: 'pull', host: image.split('/')[0] ?? '', variables: [] }, credentials ?? []);
  const checked = ImageReference.safeParse(image.trim());
  return { image, setImage, setChosen, credential: chosen ?? own?.id ?? '', isReady: credentials !== null && checked.success, problem: image === '' || checked.success ? undefined : checked.error.issues[0]?.message };
}

/** An image of a registry, by its name: a worker looks what is in it. */
export function ImageField({ inspection, credentials, onStarted }: ImageFieldProps) {
  const client = useQueryClient();
  const { image, setImage, setChosen, credential, isReady, problem } = useImageChoice(credentials);
  const keep = (next: Inspection) => client.setQueryData(inspectionQuery(next.id).queryKey, next);
  const start = useMutation({
    mutationFn: () => startInspection({ image: image.trim(), pullCredentialId: credential === '' ? null : credential }),
    onSuccess: (started) => {
      keep(started);
      onStarted(started.id);
    },
  });
  const cancel = useMutation({ mutationFn: cancelInspection, onSuccess: keep });
  const isBusy = start.isPending || (inspection !== null && inspection.finishedAt === null);
  const failure = start.error ?? cancel.error;
  return (
    <>
      <TextField id="upload-image" label="Or an image" value={image} onChange={setImage} placeholder="quay.io/team/ee:latest" error={problem} help="Its collections, roles and packages become a draft" />
      {image === '' ? null : <PullWith credentials={credentials ?? []} chosen={credential} onChoose={setChosen} />}
      <div>
        <Button variant="secondary" isDisabled={!isReady || isBusy} isLoading={start.isPending} onClick={() => start.mutate()}>Look into the image</Button>
      </div>
      {failure === null ? null : <Alert isInline variant="danger" title={errorSentence(failure)} />}
      {inspection === null ? null : <InspectionStatus inspection={inspection} onCancel={() => cancel.mutate(inspection.id)} />}
    </>
  );
}
