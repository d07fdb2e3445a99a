'use client';

import { Select, SelectList, SelectOption, TextInput, type TextInputProps } from '@patternfly/react-core';
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { Suggest, Suggestion } from './suggestions.ts';

export interface SuggestInputProps extends Omit<TextInputProps, 'value' | 'onChange' | 'ref'> {
  id: string;
  value: string;
  onChange: (event: unknown, value: string) => void;
  suggest: Suggest;
}

const NONE: readonly Suggestion[] = [];

/** What is suggested for the text that is being typed; nothing before somebody types, and nothing for an older text. */
function useSuggestions(suggest: Suggest) {
  const [typed, setTyped] = useState<string | null>(null);
  const [found, setFound] = useState<{ for: string; items: readonly Suggestion[] }>({ for: '', items: NONE });
  const latest = useRef(suggest);
  useEffect(() => {
    latest.current = suggest;
  });
  useEffect(() => {
    if (typed === null) return;
    const controller = new AbortController();
    latest.current(typed, controller.signal).then(
      (items) => {
        if (!controller.signal.aborted) setFound({ for: typed, items });
      },
      () => {
        if (!controller.signal.aborted) setFound({ for: typed, items: NONE });
      },
    );
    return () => controller.abort();
  }, [typed]);
  return { items: typed !== null && found.for === typed ? found.items : NONE, ask: setTyped };
}

/** A text field with a list of suggestions below it (WAI-ARIA combobox): arrows choose, Enter takes, Escape closes. */
export function SuggestInput({ id, value, onChange, suggest, onBlur, onKeyDown, ...props }: SuggestInputProps) {
  const input = useRef<HTMLInputElement>(null);
  const { items, ask } = useSuggestions(suggest);
  const [active, setActive] = useState(-1);
  const isOpen = items.length > 0;
  const close = () => {
    ask(null);
    setActive(-1);
  };
  const take = (item: Suggestion | undefined) => {
    if (item === undefined) return;
    close();
    onChange(null, item.value);
  };
  const isTaken = (event: KeyboardEvent<HTMLInputElement>): boolean => {
    if (!isOpen) return false;
    if (event.key === 'ArrowDown') setActive((active + 1) % items.length);
    else if (event.key === 'ArrowUp') setActive((active <= 0 ? items.length : active) - 1);
    else if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && active >= 0) take(items[active]);
    else return false;
    event.preventDefault();
    return true;
  };
  return (
    <Select
      id={`${id}-suggestions`}
      isOpen={isOpen}
      variant="typeahead"
      onOpenChange={(next) => { if (!next) close(); }}
      onOpenChangeKeys={[]}
      onSelect={(_event, chosen) => take(items.find((item) => item.value === chosen))}
      onMouseDown={(event) => event.preventDefault()}
      popperProps={{ appendTo: () => document.body, minWidth: '16rem' }}
      toggle={{
        toggleRef: input as unknown as RefObject<HTMLButtonElement | null>, // it is only focused and asked what it contains
        toggleNode: (
          <TextInput
            {...props}
            id={id}
            ref={input}
            value={value}
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={isOpen}
            aria-controls={`${id}-suggestions-list`}
            {...(isOpen && active >= 0 ? { 'aria-activedescendant': `${id}-suggestion-${active}` } : {})}
            autoComplete="off"
            onChange={(event, next) => { setActive(-1); ask(next); onChange(event, next); }}
            onBlur={(event) => { close(); onBlur?.(event); }}
            onKeyDown={(event) => { if (!isTaken(event)) onKeyDown?.(event); }}
          />
        ),
      }}
    >
      <SelectList id={`${id}-suggestions-list`} aria-label="Suggestions">
        {items.map((item, index) => (
          <SelectOption key={item.value} id={`${id}-suggestion-${index}`} value={item.value} isFocused={index === active} {...(item.description === null ? {} : { description: item.description })}>
            {item.label}
          </SelectOption>
        ))}
      </SelectList>
    </Select>
  );
}
