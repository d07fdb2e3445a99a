'use client';

import type { FormField } from '#lib/ee/form/state.ts';
import { Switch } from '@patternfly/react-core';
import { FieldFrame } from './field-frame.tsx';
import { useFormTools } from './form-context.ts';

export interface SwitchEntryProps {
  id: string;
  label: string;
  /** What it does when it is on. */
  words: string;
  field: FormField<boolean>;
  byDefault: boolean;
}

/** One yes-or-no value of the definition. */
export function SwitchEntry({ id, label, words, field, byDefault }: SwitchEntryProps) {
  const { apply, endStep, isReadOnly, problemAt } = useFormTools();
  const isUnreadable = field.isPresent && field.value === null;
  return (
    <FieldFrame id={id} label={label} path={field.path} isGroup error={problemAt(field.path)} help={isUnreadable ? 'This is neither true nor false: change it in the YAML.' : undefined}>
      <Switch id={id} label={words} isChecked={field.value ?? byDefault} isDisabled={isReadOnly || isUnreadable} onChange={(_event, value) => { apply([{ kind: 'set', path: field.path, value }]); endStep(); }} />
    </FieldFrame>
  );
}
