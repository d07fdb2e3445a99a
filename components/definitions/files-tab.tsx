'use client';

import { formatBytes } from '#components/ui/format.ts';
import { EmptyView } from '#components/ui/states.tsx';
import { useToast } from '#components/ui/toasts.tsx';
import { errorSentence } from '#components/ui/describe-error.ts';
import { Button, Checkbox, SimpleList, SimpleListItem } from '@patternfly/react-core';
import { FileIcon } from '@patternfly/react-icons';
import { parseAsString, useQueryState } from 'nuqs';
import { useRef, useState } from 'react';
import { addFiles, draftFileFrom } from './add-files.ts';
import { withFile, withoutFile, type DraftFile } from './draft.ts';
import { FileEditor } from './file-editor.tsx';
import { FileNameDialog } from './file-name-dialog.tsx';
import { storedPlaceOf } from './stored-file.ts';
import type { FilesOfDraft } from './use-file-problems.ts';

export interface FilesTabProps extends FilesOfDraft {
  /** Findings of each file, by its path. */
  problems: ReadonlyMap<string, number>;
  onChange: (change: (files: readonly DraftFile[]) => DraftFile[]) => void;
}

type Asked = 'new' | 'rename' | null;

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

function FileProblems({ count }: { count: number }) {
  return count === 0 ? null : <span className="eef-subtle"> · {count === 1 ? '1 problem' : `${count} problems`}</span>;
}

export function FilesTab(props: FilesTabProps) {
  const { definitionId, model, files, problems, onChange } = props;
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
                <SimpleListItem key={file.path} itemId={file.path} isActive={file.path === current.path}>{file.path}<FileProblems count={problems.get(file.path) ?? 0} /></SimpleListItem>
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
            <FileEditor key={current.path} definitionId={definitionId} model={model} stored={storedPlaceOf(current, props.revision, props.storedFiles)} file={current} onText={(text) => onChange((before) => withFile(before, { ...current, content: text, sha256: null, size: bytesOf(text) }))} />
          </div>
        </div>
      )}
      {asked === null ? null : <FileNameDialog title={asked === 'new' ? 'New text file' : 'Rename the file'} verb={asked === 'new' ? 'Add' : 'Rename'} present={asked === 'rename' ? (current?.path ?? '') : ''} files={files} onName={named} onClose={() => setAsked(null)} />}
    </div>
  );
}
