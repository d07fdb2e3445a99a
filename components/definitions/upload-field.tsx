'use client';

import { TextField } from '#components/ui/text-field.tsx';
import { Button, FormGroup, FormHelperText, HelperText, HelperTextItem } from '@patternfly/react-core';
import { useRef, type ChangeEvent } from 'react';

export interface UploadFieldProps {
  pasted: string;
  /** How many files are chosen, those of archives included. */
  count: number;
  onChoose: (files: readonly File[]) => void;
  onPaste: (text: string) => void;
}

/** Where an import comes from: a folder, files or archives, or pasted text. */
export function UploadField({ pasted, count, onChoose, onPaste }: UploadFieldProps) {
  const folder = useRef<HTMLInputElement>(null);
  const several = useRef<HTMLInputElement>(null);
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    onChoose([...(event.target.files ?? [])]);
    event.target.value = '';
  };
  return (
    <>
      <FormGroup label="Files" fieldId="upload-files">
        <input ref={folder} type="file" hidden aria-label="Folder to import" onChange={choose} {...{ webkitdirectory: '' }} />
        <input ref={several} id="upload-files" type="file" multiple hidden aria-label="Files to import" onChange={choose} />
        <div className="eef-inline">
          <Button variant="secondary" onClick={() => several.current?.click()}>Choose files or a zip</Button>
          <Button variant="secondary" onClick={() => folder.current?.click()}>Choose a folder</Button>
          {count === 0 ? null : <span className="eef-subtle">{count === 1 ? '1 file' : `${count} files`}</span>}
          {count === 0 ? null : <Button variant="link" isInline onClick={() => onChoose([])}>Remove</Button>}
        </div>
        <FormHelperText>
          <HelperText>
            <HelperTextItem>execution-environment.yml with its files, a playbook or vars file with ee_list, requirements.txt, requirements.yml, bindep.txt, pip freeze, or the contents of an image (JSON).</HelperTextItem>
          </HelperText>
        </FormHelperText>
      </FormGroup>
      <TextField id="upload-text" label="Or paste text" rows={5} value={pasted} onChange={onPaste} />
    </>
  );
}
