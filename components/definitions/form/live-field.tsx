'use client';

import { FormGroup, FormHelperText, HelperText, HelperTextItem, TextArea, TextInput } from '@patternfly/react-core';
import { useState } from 'react';
import { SuggestInput } from '#components/definitions/lookup/suggest-input.tsx';
import type { Suggest } from '#components/definitions/lookup/suggestions.ts';

export interface LiveFieldProps {
  id: string;
  label: string;
  value: string;
  onCommit: (value: string) => void;
  onFocus?: () => void;
  onLeave?: () => void;
  help?: string | undefined;
  error?: string | undefined;
  placeholder?: string | undefined;
  suggestions?: readonly string[];
  /** Suggestions for what is being typed. */
  suggest?: Suggest | undefined;
  isDisabled?: boolean;
  isLabelHidden?: boolean;
  rows?: number;
}

function Suggestions({ id, items }: { id: string; items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <datalist id={id}>
      {items.map((item) => <option key={item} value={item} />)}
    </datalist>
  );
}

function FieldHelp({ id, help, error }: { id: string; help: string | undefined; error: string | undefined }) {
  const shown = error ?? help;
  if (shown === undefined) return null;
  return (
    <FormHelperText>
      <HelperText id={id}>
        <HelperTextItem variant={error === undefined ? 'default' : 'error'}>{shown}</HelperTextItem>
      </HelperText>
    </FormHelperText>
  );
}

function attributesOf({ id, label, help, error, placeholder = '', isDisabled = false, isLabelHidden = false, onFocus }: LiveFieldProps) {
  return {
    id,
    placeholder,
    isDisabled,
    spellCheck: false,
    validated: error === undefined ? ('default' as const) : ('error' as const),
    'aria-invalid': error !== undefined,
    ...((error ?? help) === undefined ? {} : { 'aria-describedby': `${id}-help` }),
    ...(isLabelHidden ? { 'aria-label': label } : {}),
    ...(onFocus === undefined ? {} : { onFocus }),
  };
}

/** A field whose every change goes into the text at once; what is being typed stays as typed until the field is left. */
export function LiveField(props: LiveFieldProps) {
  const { id, label, value, onCommit, onLeave, suggestions = [], isLabelHidden = false, rows = 1 } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const common = {
    ...attributesOf(props),
    value: typed ?? value,
    onBlur: () => {
      setTyped(null);
      onLeave?.();
    },
    onChange: (_event: unknown, next: string) => {
      setTyped(next);
      onCommit(next);
    },
  };
  const list = suggestions.length === 0 ? {} : { list: `${id}-list` };
  return (
    <FormGroup {...(isLabelHidden ? {} : { label, fieldId: id })}>
      {rows > 1 ? <TextArea {...common} rows={rows} resizeOrientation="vertical" className="eef-mono" /> : props.suggest === undefined ? <TextInput {...common} {...list} autoComplete="off" /> : <SuggestInput {...common} suggest={props.suggest} />}
      <Suggestions id={`${id}-list`} items={suggestions} />
      <FieldHelp id={`${id}-help`} help={props.help} error={props.error} />
    </FormGroup>
  );
}
