'use client';

import { FormGroup, Radio } from '@patternfly/react-core';

export interface ConflictChoiceProps<T extends string> {
  id: string;
  label: string;
  options: readonly { readonly value: T; readonly label: string }[];
  chosen: T | null;
  isDisabled: boolean;
  onChoose: (value: T) => void;
}

/** One thing that both changed, and who wins. Nothing is chosen at first. */
export function ConflictChoice<T extends string>({ id, label, options, chosen, isDisabled, onChoose }: ConflictChoiceProps<T>) {
  return (
    <FormGroup role="radiogroup" label={label} fieldId={id}>
      <div className="eef-inline">
        {options.map(({ value, label: text }) => (
          <Radio key={value} id={`${id}-${value}`} name={id} label={text} isChecked={chosen === value} isDisabled={isDisabled} onChange={() => onChoose(value)} />
        ))}
      </div>
    </FormGroup>
  );
}
