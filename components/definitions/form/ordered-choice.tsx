'use client';

import { Button, FormSelect, FormSelectOption, List, ListItem } from '@patternfly/react-core';
import { ArrowDownIcon, ArrowUpIcon, TimesIcon } from '@patternfly/react-icons';
import { moved } from './moved.ts';

export interface Choice {
  readonly id: string;
  readonly label: string;
}

export interface OrderedChoiceProps {
  id: string;
  noun: string;
  choices: readonly Choice[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** Several of many, in an order that matters. */
export function OrderedChoice({ id, noun, choices, chosen, onChange }: OrderedChoiceProps) {
  const labelOf = (choiceId: string) => choices.find((choice) => choice.id === choiceId)?.label ?? 'Removed';
  const rest = choices.filter((choice) => !chosen.includes(choice.id));
  return (
    <div>
      {chosen.length === 0 ? null : (
        <List isPlain component="ol" aria-label={`${noun}s in order`}>
          {chosen.map((choiceId, index) => (
            <ListItem key={choiceId}>
              <span className="eef-inline">
                <span className="eef-break">{index + 1}. {labelOf(choiceId)}</span>
                <span className="eef-nowrap">
                  <Button variant="plain" size="sm" icon={<ArrowUpIcon />} aria-label={`${labelOf(choiceId)} earlier`} isDisabled={index === 0} onClick={() => onChange(moved(chosen, index, -1))} />
                  <Button variant="plain" size="sm" icon={<ArrowDownIcon />} aria-label={`${labelOf(choiceId)} later`} isDisabled={index === chosen.length - 1} onClick={() => onChange(moved(chosen, index, 1))} />
                  <Button variant="plain" size="sm" icon={<TimesIcon />} aria-label={`Do not use ${labelOf(choiceId)}`} onClick={() => onChange(chosen.filter((other) => other !== choiceId))} />
                </span>
              </span>
            </ListItem>
          ))}
        </List>
      )}
      {rest.length === 0 ? null : (
        <FormSelect id={id} value="" aria-label={`Add a ${noun}`} onChange={(_event, value) => { if (value !== '') onChange([...chosen, value]); }}>
          <FormSelectOption value="" label={`Add a ${noun} …`} isPlaceholder />
          {rest.map((choice) => <FormSelectOption key={choice.id} value={choice.id} label={choice.label} />)}
        </FormSelect>
      )}
    </div>
  );
}
