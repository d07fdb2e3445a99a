'use client';

import type { FormField } from '#lib/ee/form/state.ts';
import { useFormTools } from './form-context.ts';
import { LiveField } from './live-field.tsx';

export interface TextEntryProps {
  id: string;
  label: string;
  field: FormField<string>;
  help?: string | undefined;
  placeholder?: string | undefined;
  suggestions?: readonly string[] | undefined;
}

/** One text value of the definition; emptied, its key goes away. */
export function TextEntry({ id, label, field, help, placeholder, suggestions }: TextEntryProps) {
  const { apply, isReadOnly, problemAt } = useFormTools();
  const isUnreadable = field.isPresent && field.value === null;
  const commit = (value: string) => {
    if (value !== '') apply([{ kind: 'set', path: field.path, value }]);
    else if (field.isPresent) apply([{ kind: 'delete', path: field.path }]);
  };
  return (
    <LiveField
      id={id}
      label={label}
      path={field.path}
      value={field.value ?? ''}
      onCommit={commit}
      help={isUnreadable ? 'This is not a text: change it in the YAML.' : help}
      error={problemAt(field.path)}
      placeholder={placeholder}
      suggestions={suggestions}
      isDisabled={isReadOnly || isUnreadable}
    />
  );
}
