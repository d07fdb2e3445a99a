'use client';

import { Alert, Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { errorSentence } from './describe-error.ts';

export interface ConfirmDialogProps {
  title: string;
  /** A verb: what the button does. */
  confirm: string;
  isDanger?: boolean;
  children: ReactNode;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks once; stays open with the reason when the server refuses. */
export function ConfirmDialog({ title, confirm, isDanger = false, children, onConfirm, onClose }: ConfirmDialogProps) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = () => {
    setBusy(true);
    setError(null);
    onConfirm().then(onClose, (reason: unknown) => {
      setError(reason);
      setBusy(false);
    });
  };
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-label={title}>
      <ModalHeader title={title} {...(isDanger ? { titleIconVariant: 'warning' as const } : {})} />
      <ModalBody>
        {error === null ? null : <Alert isInline variant="danger" title={errorSentence(error)} className="eef-gap-below" />}
        {children}
      </ModalBody>
      <ModalFooter>
        <Button variant={isDanger ? 'danger' : 'primary'} onClick={run} isLoading={isBusy} isDisabled={isBusy}>
          {confirm}
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}
