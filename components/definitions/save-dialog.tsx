'use client';

import { errorSentence } from '#components/ui/describe-error.ts';
import { TextField } from '#components/ui/text-field.tsx';
import { isApiError } from '#lib/client/api-error.ts';
import { Alert, Button, Form, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useState } from 'react';

export interface SaveDialogProps {
  title: string;
  /** What the button does: "Save" or "Save and build". */
  verb: string;
  errorCount: number;
  onSave: (message: string) => Promise<unknown>;
  /** Somebody saved meanwhile. */
  onStale: () => void;
  onClose: () => void;
}

/** Asks for a message and accepts none: Enter saves. */
export function SaveDialog({ title, verb, errorCount, onSave, onStale, onClose }: SaveDialogProps) {
  const [message, setMessage] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = () => {
    setBusy(true);
    setFailure(null);
    onSave(message).then(onClose, (error: unknown) => {
      if (isApiError(error, 'stale_revision')) onStale();
      else setFailure(error);
      setBusy(false);
    });
  };
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-label={title}>
      <ModalHeader title={title} />
      <ModalBody>
        <Form id="save" onSubmit={(event) => { event.preventDefault(); if (!isBusy) submit(); }}>
          {failure === null ? null : <Alert isInline variant="danger" title={errorSentence(failure)} />}
          {errorCount === 0 ? null : <Alert isInline variant="warning" title={`The definition has ${errorCount === 1 ? 'a problem' : `${errorCount} problems`} that will stop a build. It can be saved all the same.`} />}
          <TextField id="save-message" label="Message" isFocused value={message} onChange={setMessage} help="What changed, for those who read the history. May be empty." />
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="save" isLoading={isBusy} isDisabled={isBusy}>{verb}</Button>
        <Button variant="link" onClick={onClose}>Cancel</Button>
      </ModalFooter>
    </Modal>
  );
}
