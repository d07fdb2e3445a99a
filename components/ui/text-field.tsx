'use client';

import { FormGroup, FormHelperText, HelperText, HelperTextItem, TextArea, TextInput } from '@patternfly/react-core';

export interface TextFieldProps {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
  help?: string | undefined;
  placeholder?: string | undefined;
  isRequired?: boolean;
  isDisabled?: boolean;
  /** Has the keyboard at once, as the first field of a dialog: the next key must not go to what is behind it. */
  isFocused?: boolean;
  type?: 'text' | 'password' | 'url';
  /** More than one: a text area. */
  rows?: number;
}

/** A labelled field with its help or its error below. */
export function TextField({ id, label, value, onChange, error, help, placeholder, isRequired = false, isDisabled = false, isFocused = false, type = 'text', rows = 1 }: TextFieldProps) {
  const shown = error ?? help;
  const common = {
    id,
    value,
    isRequired,
    isDisabled,
    autoFocus: isFocused,
    validated: error === undefined ? ('default' as const) : ('error' as const),
    'aria-describedby': shown === undefined ? '' : `${id}-help`,
    'aria-invalid': error !== undefined,
    placeholder: placeholder ?? '',
    spellCheck: false,
  };
  return (
    <FormGroup label={label} fieldId={id} isRequired={isRequired}>
      {rows > 1 ? (
        <TextArea {...common} rows={rows} resizeOrientation="vertical" onChange={(_event, next) => onChange(next)} />
      ) : (
        <TextInput {...common} type={type} autoComplete={type === 'password' ? 'new-password' : 'off'} onChange={(_event, next) => onChange(next)} />
      )}
      {shown === undefined ? null : (
        <FormHelperText>
          <HelperText id={`${id}-help`}>
            <HelperTextItem variant={error === undefined ? 'default' : 'error'}>{shown}</HelperTextItem>
          </HelperText>
        </FormHelperText>
      )}
    </FormGroup>
  );
}
