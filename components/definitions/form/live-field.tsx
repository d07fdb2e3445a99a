'use client';

import { SuggestInput } from '#components/definitions/lookup/suggest-input.tsx';
import type { Suggest } from '#components/definitions/lookup/suggestions.ts';
import type { Path } from '#lib/ee/diagnostic.ts';
import { TextArea, TextInput } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { FieldFrame } from './field-frame.tsx';
import { useFormTools } from './form-context.ts';

export interface LiveInputProps {
  id: string;
  value: string;
  onCommit: (value: string) => void;
  onLeave?: (() => void) | undefined;
  /** Needed where no label names the field. */
  label?: string;
  isDescribed?: boolean;
  hasError?: boolean;
  placeholder?: string | undefined;
  suggestions?: readonly string[] | undefined;
  /** Instead of `suggestions`: asked as one types. */
  suggest?: Suggest | undefined;
  isDisabled?: boolean;
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

/** A control whose every change goes into the text at once; what is being typed stays as typed until it is left. */
export function LiveInput({ id, value, onCommit, onLeave, label, isDescribed = false, hasError = false, placeholder = '', suggestions = [], suggest, isDisabled = false, rows = 1 }: LiveInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const common = {
    id,
    placeholder,
    isDisabled,
    spellCheck: false,
    validated: hasError ? ('error' as const) : ('default' as const),
    'aria-invalid': hasError,
    ...(isDescribed ? { 'aria-describedby': `${id}-help` } : {}),
    ...(label === undefined ? {} : { 'aria-label': label }),
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
  if (suggest !== undefined) return <SuggestInput {...common} suggest={suggest} />;
  const list = suggestions.length === 0 ? {} : { list: `${id}-list` };
  return (
    <>
      {rows > 1 ? <TextArea {...common} rows={rows} resizeOrientation="vertical" className="eef-mono" /> : <TextInput {...common} {...list} autoComplete="off" />}
      <Suggestions id={`${id}-list`} items={suggestions} />
    </>
  );
}

export interface LiveFieldProps extends Omit<LiveInputProps, 'label' | 'isDescribed' | 'hasError'> {
  label: string;
  path: Path;
  help?: ReactNode;
  error?: string | undefined;
}

/** A text control with its label and help. */
export function LiveField({ label, path, help, error, ...input }: LiveFieldProps) {
  const { warningAt } = useFormTools();
  return (
    <FieldFrame id={input.id} label={label} path={path} help={help} error={error}>
      <LiveInput {...input} isDescribed={(error ?? warningAt(path) ?? help ?? '') !== ''} hasError={error !== undefined} />
    </FieldFrame>
  );
}
