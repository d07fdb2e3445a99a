'use client';

import { errorSentence } from '#components/ui/describe-error.ts';
import { useToast } from '#components/ui/toasts.tsx';
import { Button } from '@patternfly/react-core';
import { useRef, useState } from 'react';
import { uploadCollection } from './data.ts';

/** Sends the chosen tarballs one after the other; each refusal is told by file. */
export function UploadButton({ onUploaded }: { onUploaded: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [progress, setProgress] = useState<string | null>(null);
  const toast = useToast();
  const upload = async (files: readonly File[]) => {
    for (const [index, file] of files.entries()) {
      setProgress(`Uploading ${index + 1} of ${files.length}`);
      try {
        const collection = await uploadCollection(file);
        toast({ variant: 'success', title: `${collection.namespace}.${collection.name} ${collection.version} is there` });
      } catch (error) {
        toast({ variant: 'danger', title: `${file.name} was not taken`, body: errorSentence(error) });
      }
    }
    setProgress(null);
    onUploaded();
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".tar.gz,.tgz,application/gzip"
        multiple
        hidden
        aria-label="Collection tarballs"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          void upload(files);
        }}
      />
      <Button onClick={() => input.current?.click()} isLoading={progress !== null} isDisabled={progress !== null}>
        {progress ?? 'Upload tarballs'}
      </Button>
    </>
  );
}
