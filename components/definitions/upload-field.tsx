'use client';

import { formatBytes, plural } from '#components/ui/format.ts';
import { Alert, Button, FormGroup, FormHelperText, HelperText, HelperTextItem, List, ListItem } from '@patternfly/react-core';
import { useRef } from 'react';
import type { ChosenFile } from './source-content.ts';
import { planUpload } from './upload-plan.ts';

const SHOWN = 12;

function chosenOf(list: FileList | null): ChosenFile[] {
  return [...(list ?? [])].map((file) => ({ path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file }));
}

function Plan({ files }: { files: readonly ChosenFile[] }) {
  const plan = planUpload(files);
  return (
    <>
      {plan.problems.map((problem) => <Alert key={problem} isInline isPlain variant={plan.definition === null ? 'danger' : 'warning'} title={problem} />)}
      {plan.definition === null ? null : (
        <List isPlain aria-label="What is imported">
          <ListItem><span className="eef-mono">{plan.definition.path}</span> is the definition</ListItem>
          {plan.files.slice(0, SHOWN).map(({ path, entry }) => (
            <ListItem key={path}><span className="eef-mono">{path}</span> <span className="eef-subtle">{formatBytes(entry.file.size)}</span></ListItem>
          ))}
          {plan.files.length > SHOWN ? <ListItem>and {plural(plan.files.length - SHOWN, 'more file', 'more files')}</ListItem> : null}
        </List>
      )}
    </>
  );
}

export function UploadField({ files, onChange }: { files: readonly ChosenFile[]; onChange: (files: readonly ChosenFile[]) => void }) {
  const folder = useRef<HTMLInputElement>(null);
  const several = useRef<HTMLInputElement>(null);
  return (
    <FormGroup label="Files" fieldId="upload-files" isRequired>
      <input ref={folder} type="file" hidden aria-label="Folder with the definition" onChange={(event) => onChange(chosenOf(event.target.files))} {...{ webkitdirectory: '' }} />
      <input ref={several} id="upload-files" type="file" multiple hidden aria-label="Definition and files" onChange={(event) => onChange(chosenOf(event.target.files))} />
      <div className="eef-inline">
        <Button variant="secondary" onClick={() => folder.current?.click()}>Choose a folder</Button>
        <Button variant="secondary" onClick={() => several.current?.click()}>Choose files</Button>
      </div>
      {files.length === 0 ? (
        <FormHelperText>
          <HelperText><HelperTextItem>A folder keeps the paths of the files below it.</HelperTextItem></HelperText>
        </FormHelperText>
      ) : (
        <Plan files={files} />
      )}
    </FormGroup>
  );
}
