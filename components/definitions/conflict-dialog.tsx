'use client';

import { DiffViewer } from '#components/editor/diff-viewer.tsx';
import type { Definition } from '#lib/contract/definitions.ts';
import { Button, Content, FormGroup, Modal, ModalBody, ModalFooter, ModalHeader, Radio } from '@patternfly/react-core';
import { useState } from 'react';
import { draftOf, sameFiles, sameSettings, type Draft } from './draft.ts';

interface SideChoiceProps {
  name: string;
  label: string;
  isMine: boolean;
  onChange: (isMine: boolean) => void;
}

function SideChoice({ name, label, isMine, onChange }: SideChoiceProps) {
  return (
    <FormGroup role="radiogroup" isInline label={label} fieldId={name}>
      <Radio id={`${name}-mine`} name={name} label="Mine" isChecked={isMine} onChange={() => onChange(true)} />
      <Radio id={`${name}-theirs`} name={name} label="Theirs" isChecked={!isMine} onChange={() => onChange(false)} />
    </FormGroup>
  );
}

export interface ConflictDialogProps {
  definition: Definition;
  draft: Draft;
  /** Goes on with `draft` on top of the newest revision. */
  onKeep: (draft: Draft) => void;
  onTakeTheirs: () => void;
  onClose: () => void;
}

/** Somebody saved while this person was typing: both texts side by side, the right one may be edited. */
export function ConflictDialog({ definition, draft, onKeep, onTakeTheirs, onClose }: ConflictDialogProps) {
  const head = draftOf(definition.head);
  const [text, setText] = useState(draft.text);
  const [keepsFiles, setKeepsFiles] = useState(true);
  const [keepsSettings, setKeepsSettings] = useState(true);
  const title = `${definition.head.createdBy} saved r${definition.head.number} while you were editing r${draft.baseRevision}`;
  const keep = () => onKeep({ ...draft, text, files: keepsFiles ? draft.files : head.files, settings: keepsSettings ? draft.settings : head.settings });
  return (
    <Modal isOpen variant="large" onClose={onClose} aria-label={title}>
      <ModalHeader title={title} description={definition.head.message === '' ? 'They left no message.' : `Their message: ${definition.head.message}`} />
      <ModalBody>
        <Content component="p">Left is theirs (r{definition.head.number}), right is yours. Edit the right side until it holds what both of you want; nothing is saved yet.</Content>
        <div className="eef-dialog-diff">
          <DiffViewer original={head.text} modified={text} onModifiedChange={setText} language="yaml" label="Theirs and mine" />
        </div>
        {sameFiles(draft.files, head.files) ? null : <SideChoice name="conflict-files" label="Files" isMine={keepsFiles} onChange={setKeepsFiles} />}
        {sameSettings(draft.settings, head.settings) ? null : <SideChoice name="conflict-settings" label="Destination and credentials" isMine={keepsSettings} onChange={setKeepsSettings} />}
      </ModalBody>
      <ModalFooter>
        <Button onClick={keep}>Go on with the right side</Button>
        <Button variant="secondary" isDanger onClick={onTakeTheirs}>Drop mine, take theirs</Button>
        <Button variant="link" onClick={onClose}>Decide later</Button>
      </ModalFooter>
    </Modal>
  );
}
