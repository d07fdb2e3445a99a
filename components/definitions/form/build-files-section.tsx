'use client';

import type { BuildFileEntry } from '#lib/ee/form/state.ts';
import { Button } from '@patternfly/react-core';
import { PlusIcon } from '@patternfly/react-icons';
import { FieldFrame } from './field-frame.tsx';
import { useFormTools } from './form-context.ts';
import { FormPart } from './form-part.tsx';
import { listObstacle } from './list-entry.tsx';
import { RequirementRows, type RequirementColumn } from './requirement-rows.tsx';

const COLUMNS: readonly RequirementColumn<BuildFileEntry>[] = [
  { key: 'src', label: 'File', placeholder: 'files/ansible.cfg', read: (value) => value.src ?? '' },
  { key: 'dest', label: 'Folder below _build', placeholder: 'configs', read: (value) => value.dest ?? '' },
];

export interface BuildFilesSectionProps {
  /** The paths of the Files tab. */
  files: readonly string[];
  /** Opens the Files tab, at a file where one is given. */
  onOpenFile: (path: string | null) => void;
}

function OpenFiles({ entries, files, onOpenFile }: BuildFilesSectionProps & { entries: readonly BuildFileEntry[] }) {
  const named = files.filter((path) => entries.some(({ src }) => src === path));
  return (
    <span className="eef-inline">
      {named.map((path) => <Button key={path} variant="link" isInline onClick={() => onOpenFile(path)}>Edit {path}</Button>)}
      <Button variant="link" isInline onClick={() => onOpenFile(null)}>{files.length === 0 ? 'Add files in the Files tab' : 'All files'}</Button>
    </span>
  );
}

function BuildFiles(props: BuildFilesSectionProps) {
  const { form, apply, endStep, isReadOnly, problemAt } = useFormTools();
  const list = form.files;
  const obstacle = listObstacle(list);
  const next = props.files.find((path) => !list.items.some((item) => item.value.src === path)) ?? 'files/example.txt';
  return (
    <FieldFrame id="form-add-file" label="Additional build files" path={list.path} isGroup error={problemAt(list.path)} help={obstacle ?? 'A file, folder or pattern of the Files tab. A build step copies it: COPY _build/<folder>/<file> …'}>
      {obstacle === null ? (
        <>
          <RequirementRows
            id="form-file"
            addId="form-add-file"
            noun="build file"
            columns={COLUMNS}
            items={list.items}
            isDisabled={isReadOnly}
            nameOf={(value) => value.src ?? ''}
            onChange={(item, key, value) => apply([{ kind: 'set', path: [...item.path, key], value }])}
            onRemove={(item) => apply([{ kind: 'delete', path: item.path }])}
            onLeave={endStep}
          />
          <div className="eef-inline">
            <Button id="form-add-file" variant="link" isInline icon={<PlusIcon />} isDisabled={isReadOnly} onClick={() => apply([{ kind: 'insert', path: list.path, value: { src: next, dest: 'files' } }])}>Add a file</Button>
            <OpenFiles {...props} entries={list.items.map(({ value }) => value)} />
          </div>
        </>
      ) : null}
    </FieldFrame>
  );
}

export function BuildFilesSection(props: BuildFilesSectionProps) {
  const { form } = useFormTools();
  if (form.schemaVersion !== null && form.schemaVersion !== 3) return null;
  return <FormPart section="files" title="Build files" fields={[{ id: 'files', name: 'build files', path: form.files.path, isCommon: true, isUsed: true, node: <BuildFiles {...props} /> }]} />;
}
