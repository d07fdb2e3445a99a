'use client';

import { DiffViewer } from '#components/editor/diff-viewer.tsx';
import { migrateDefinition } from '#lib/ee/migrate/migrate.ts';
import { Alert, Button, Content, List, ListItem, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useMemo } from 'react';

export interface MigrateDialogProps {
  text: string;
  onApply: (text: string) => void;
  onClose: () => void;
}

/** The definition as version 3 beside what it is now; nothing changes before it is applied. */
export function MigrateDialog({ text, onApply, onClose }: MigrateDialogProps) {
  const result = useMemo(() => migrateDefinition(text), [text]);
  return (
    <Modal isOpen variant="large" onClose={onClose} aria-label="As version 3">
      <ModalHeader title="As version 3" description="Left is what you have, right is the same in version 3. Comments and layout stay; Undo brings the old text back." />
      <ModalBody>
        {result.ok ? (
          <>
            <div className="eef-dialog-diff">
              <DiffViewer original={text} modified={result.text} language="yaml" label="Now and as version 3" />
            </div>
            {result.notes.length === 0 ? null : (
              <>
                <Content component="p">To know:</Content>
                <List>{result.notes.map((note) => <ListItem key={note}>{note}</ListItem>)}</List>
              </>
            )}
          </>
        ) : (
          <Alert isInline variant="warning" title="It cannot be turned into version 3 yet">{result.message}</Alert>
        )}
      </ModalBody>
      <ModalFooter>
        {result.ok ? <Button onClick={() => onApply(result.text)}>Use version 3</Button> : null}
        <Button variant="link" onClick={onClose}>{result.ok ? 'Keep the old version' : 'Close'}</Button>
      </ModalFooter>
    </Modal>
  );
}
