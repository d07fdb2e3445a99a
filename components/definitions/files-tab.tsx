'use client';

import { formatBytes } from '#components/ui/format.ts';
import { EmptyView } from '#components/ui/states.tsx';
import { useToast } from '#components/ui/toasts.tsx';
import { errorSentence } from '#components/ui/describe-error.ts';
import type { DefinitionModel } from '#lib/ee/schema/validate.ts';
import { Button, Checkbox, SimpleList, SimpleListItem } from '@patternfly/react-core';
import { FileIcon } from '@patternfly/react-icons';
import { parseAsString, useQueryState } from 'nuqs';
import { useRef, useState } from 'react';
import { addFiles, draftFileFrom } from './add-files.ts';
import { withFile, withoutFile, type DraftFile } from './draft.ts';
import { FileEditor, type StoredPlace } from './file-editor.tsx';
import { FileNameDialog } from './file-name-dialog.tsx';

export interface FilesTabProps {
  definitionId: string;
  revision: number;
  /** The files of that revision; null when they are not known here. */
  storedFiles: readonly DraftFile[] | null;
  files: readonly DraftFile[];
  /** Of the definition; null while it does not fit its schema. */
  model: DefinitionModel | null;
  onChange: (change: (files: readonly DraftFile[]) => DraftFile[]) => void;
}

type Asked = 'new' | 'rename' | null;

/** A file that was uploaded but not saved is in no revision yet. */
function storedPlaceOf({ revision, storedFiles }: FilesTabProps, file: DraftFile): StoredPlace | null {
  if (storedFiles === null) return { revision, path: file.path };
  const stored = storedFiles.find((candidate) => candidate.sha256 !== null && candidate.sha256 === file.sha256);
  return stored === undefined ? null : { revision, path: stored.path };
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

function useUpload({ files, onChange }: FilesTabProps, onAdded: (path: string) => void): (chosen: readonly File[]) => Promise<void> {
  const toast = useToast();
  return async (chosen) => {
    const added: DraftFile[] = [];
    for (const file of chosen) {
      try {
        added.push(await draftFileFrom(file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file));
      } catch (error) {
        toast({ variant: 'danger', title: `${file.name} was not taken`, body: errorSentence(error) });
      }
    }
    for (const { path, why } of addFiles(files, added).refused) toast({ variant: 'danger', title: `${path} was not taken`, body: why });
    onChange((before) => [...addFiles(before, added).files]);
    if (added[0] !== undefined) onAdded(added[0].path);
  };
}

export function FilesTab(props: FilesTabProps) {
  const { definitionId, model, files, onChange } = props;
  const [shown, setShown] = useQueryState('file', parseAsString.withOptions({ history: 'replace' }));
  const [asked, setAsked] = useState<Asked>(null);
  const input = useRef<HTMLInputElement>(null);
  const upload = useUpload(props, (path) => void setShown(path));
  const current = files.find((file) => file.path === shown) ?? files[0] ?? null;
  const named = (path: string) => {
    if (asked === 'rename' && current !== null) onChange((before) => withFile(before, { ...current, path }, current.path));
    else onChange((before) => withFile(before, { path, executable: path.endsWith('.sh'), size: 0, sha256: null, content: '' }));
    void setShown(path);
    setAsked(null);
  };
  const buttons = (
    <div className="eef-inline">
      <Button variant="secondary" onClick={() => input.current?.click()}>Upload files</Button>
      <Button variant="secondary" onClick={() => setAsked('new')}>New text file</Button>
    </div>
  );
  return (
    <div>
      <input ref={input} type="file" multiple hidden aria-label="Files beside the definition" onChange={(event) => { const chosen = [...(event.target.files ?? [])]; event.target.value = ''; void upload(chosen); }} />
      {current === null ? (
        <EmptyView title="No files beside the definition" icon={FileIcon} actions={buttons}>Files that the definition names (additional_build_files, requirements files, an ansible.cfg) go here. They are saved with the revision.</EmptyView>
      ) : (
        <div className="eef-files">
          <div className="eef-stack">
            {buttons}
            <SimpleList aria-label="Files" isControlled={false} onSelect={(_ref, props_) => void setShown(String(props_.itemId))}>
              {files.map((file) => (
                <SimpleListItem key={file.path} itemId={file.path} isActive={file.path === current.path}>{file.path}</SimpleListItem>
              ))}
            </SimpleList>
          </div>
          <div className="eef-file">
            <div className="eef-inline eef-gap-below">
              <span className="eef-mono eef-strong">{current.path}</span>
              <span className="eef-subtle">{formatBytes(current.content === null ? current.size : bytesOf(current.content))}</span>
              <Checkbox id="executable" label="Executable" isChecked={current.executable} onChange={(_event, executable) => onChange((before) => withFile(before, { ...current, executable }))} />
              <Button variant="link" isInline onClick={() => setAsked('rename')}>Rename</Button>
              <Button variant="link" isInline isDanger onClick={() => onChange((before) => withoutFile(before, current.path))}>Remove</Button>
            </div>
            <FileEditor key={current.path} definitionId={definitionId} model={model} stored={storedPlaceOf(props, current)} file={current} onText={(text) => onChange((before) => withFile(before, { ...current, content: text, sha256: null, size: bytesOf(text) }))} />
          </div>
        </div>
      )}
      {asked === null ? null : <FileNameDialog title={asked === 'new' ? 'New text file' : 'Rename the file'} verb={asked === 'new' ? 'Add' : 'Rename'} present={asked === 'rename' ? (current?.path ?? '') : ''} files={files} onName={named} onClose={() => setAsked(null)} />}
    </div>
  );
}
