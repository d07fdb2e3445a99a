'use client';

import { TextField } from '#components/ui/text-field.tsx';
import { Button, Form, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useState } from 'react';
import { pathProblem, type DraftFile } from './draft.ts';

export interface FileNameDialogProps {
  title: string;
  verb: string;
  /** The present name, when a file is renamed. */
  present: string;
  files: readonly DraftFile[];
  onName: (path: string) => void;
  onClose: () => void;
}

export function FileNameDialog({ title, verb, present, files, onName, onClose }: FileNameDialogProps) {
  const [path, setPath] = useState(present);
  const problem = path === present ? null : pathProblem(files.filter((file) => file.path !== present), path);
  const isReady = path !== present && problem === null;
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-label={title}>
      <ModalHeader title={title} />
      <ModalBody>
        <Form id="file" onSubmit={(event) => { event.preventDefault(); if (isReady) onName(path); }}>
          <TextField id="file-name" label="Path" isFocused value={path} onChange={setPath} error={path === '' || problem === null ? undefined : problem} help="Below the definition’s folder, such as files/ansible.cfg" />
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="file" isDisabled={!isReady}>{verb}</Button>
        <Button variant="link" onClick={onClose}>Cancel</Button>
      </ModalFooter>
    </Modal>
  );
}
