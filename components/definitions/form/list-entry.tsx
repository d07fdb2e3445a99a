'use client';

import type { FormList } from '#lib/ee/form/state.ts';
import { FormGroup, FormHelperText, HelperText, HelperTextItem } from '@patternfly/react-core';
import { ChipList } from './chip-list.tsx';
import { useFormTools } from './form-context.ts';
import type { Suggest } from '#components/definitions/lookup/suggestions.ts';

export interface ListEntryProps {
  id: string;
  label: string;
  noun: string;
  list: FormList<string>;
  help?: string;
  placeholder?: string;
  suggest?: Suggest | undefined;
  noteOf?: ((item: string) => string | null) | undefined;
}

/** Why a list cannot be edited here, or null. */
export function listObstacle(list: FormList<unknown>): string | null {
  if (list.source === 'file') return `Taken from the file ${list.file ?? ''}: change it in the Files tab.`;
  return list.source === 'other' ? 'Written in a way that the form cannot show: change it in the YAML.' : null;
}

/** A list of texts of the definition as chips. */
export function ListEntry({ id, label, noun, list, help, placeholder = '', suggest, noteOf }: ListEntryProps) {
  const { apply, show, endStep, isReadOnly, problemAt } = useFormTools();
  const obstacle = listObstacle(list);
  const problem = problemAt(list.path);
  const shown = problem ?? obstacle ?? help;
  return (
    <FormGroup label={label} fieldId={id} role="group">
      {obstacle === null ? (
        <ChipList
          id={id}
          noun={noun}
          items={list.items.map((item) => item.value)}
          placeholder={placeholder}
          isDisabled={isReadOnly}
          suggest={suggest}
          noteOf={noteOf}
          onAdd={(values) => apply(values.map((value) => ({ kind: 'insert', path: list.path, value })))}
          onChange={(index, value) => apply([{ kind: 'set', path: list.items[index]?.path ?? [...list.path, index], value }])}
          onRemove={(index) => apply([{ kind: 'delete', path: list.items[index]?.path ?? [...list.path, index] }])}
          onFocusItem={(index) => show(list.items[index]?.range ?? list.range)}
          onLeave={endStep}
        />
      ) : null}
      {shown === undefined ? null : (
        <FormHelperText>
          <HelperText>
            <HelperTextItem variant={problem === undefined ? 'default' : 'error'}>{shown}</HelperTextItem>
          </HelperText>
        </FormHelperText>
      )}
    </FormGroup>
  );
}
