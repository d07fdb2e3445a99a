'use client';

import type { BuildFileEntry } from '#lib/ee/form/state.ts';
import { Button, FormGroup, FormHelperText, FormSection, HelperText, HelperTextItem } from '@patternfly/react-core';
import { PlusIcon } from '@patternfly/react-icons';
import { useFormTools } from './form-context.ts';
import { listObstacle } from './list-entry.tsx';
import { RequirementRows, type RequirementColumn } from './requirement-rows.tsx';

const COLUMNS: readonly RequirementColumn<BuildFileEntry>[] = [
  { key: 'src', label: 'File', placeholder: 'files/ansible.cfg', read: (value) => value.src ?? '' },
  { key: 'dest', label: 'Folder below _build', placeholder: 'configs', read: (value) => value.dest ?? '' },
];

export function BuildFilesSection({ files }: { files: readonly string[] }) {
  const { form, apply, show, endStep, isReadOnly, problemAt } = useFormTools();
  const list = form.files;
  const obstacle = listObstacle(list);
  const problem = problemAt(list.path);
  const next = files.find((path) => !list.items.some((item) => item.value.src === path)) ?? 'files/example.txt';
  const add = () => apply([{ kind: 'insert', path: list.path, value: { src: next, dest: 'files' } }]);
  return (
    <FormSection title="Files for the build" titleElement="h2" id="section-files">
      <FormGroup label="Additional build files" role="group" fieldId="form-add-file">
        {obstacle === null ? (
          <>
            <RequirementRows
              id="form-file"
              noun="build file"
              columns={COLUMNS}
              items={list.items}
              isDisabled={isReadOnly}
              nameOf={(value) => value.src ?? ''}
              onChange={(item, key, value) => apply([{ kind: 'set', path: [...item.path, key], value }])}
              onRemove={(item) => apply([{ kind: 'delete', path: item.path }])}
              onShow={show}
              onLeave={endStep}
            />
            <Button id="form-add-file" variant="link" isInline icon={<PlusIcon />} isDisabled={isReadOnly} onClick={add}>Add a file</Button>
          </>
        ) : null}
        <FormHelperText>
          <HelperText>
            <HelperTextItem variant={problem === undefined ? 'default' : 'error'}>{problem ?? obstacle ?? 'Files from the Files tab. A step copies them: COPY _build/<folder>/<file> …'}</HelperTextItem>
          </HelperText>
        </FormHelperText>
      </FormGroup>
    </FormSection>
  );
}
