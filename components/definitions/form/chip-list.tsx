'use client';

import { Button, InputGroup, InputGroupItem, Label, LabelGroup, TextInput } from '@patternfly/react-core';
import { PlusIcon } from '@patternfly/react-icons';
import { useState } from 'react';
import { SuggestInput, type SuggestInputProps } from '#components/definitions/lookup/suggest-input.tsx';
import type { Suggest } from '#components/definitions/lookup/suggestions.ts';
import { pastedItems } from './pasted-items.ts';

export interface ChipListProps {
  id: string;
  /** Names one item: "Python package". */
  noun: string;
  items: readonly string[];
  placeholder?: string;
  isDisabled?: boolean;
  /** Names and versions for what is being typed. */
  suggest?: Suggest | undefined;
  /** A remark at an item, such as a newer version. */
  noteOf?: ((item: string) => string | null) | undefined;
  onAdd: (items: readonly string[]) => void;
  onChange: (index: number, value: string) => void;
  onRemove: (index: number) => void;
  onFocusItem?: (index: number) => void;
  onLeave?: () => void;
}

/** A text field, with suggestions where there are any. */
function Entry({ suggest, ...props }: Omit<SuggestInputProps, 'suggest'> & { suggest: Suggest | undefined }) {
  return suggest === undefined ? <TextInput {...props} /> : <SuggestInput {...props} suggest={suggest} />;
}

function ChipEditor({ id, value, label, suggest, onDone }: { id: string; value: string; label: string; suggest: Suggest | undefined; onDone: (value: string | null) => void }) {
  const [text, setText] = useState(value);
  return (
    <Entry
      id={id}
      suggest={suggest}
      className="eef-chip-editor"
      aria-label={label}
      value={text}
      autoFocus
      onChange={(_event, next) => setText(next)}
      onBlur={() => onDone(text.trim() === '' ? null : text.trim())}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') onDone(null);
        if (event.key === 'Enter' || event.key === 'Escape') event.preventDefault();
      }}
    />
  );
}

function ItemNote({ text }: { text: string | null }) {
  return text === null ? null : <span className="eef-chip-note"> {text}</span>;
}

/** A list of short texts: a chip is edited where it stands, Enter adds, a paste of several lines adds them all. */
export function ChipList({ id, noun, items, placeholder = '', isDisabled = false, suggest, noteOf, onAdd, onChange, onRemove, onFocusItem, onLeave }: ChipListProps) {
  const [typed, setTyped] = useState('');
  const [editing, setEditing] = useState<number | null>(null);
  const add = () => {
    if (typed.trim() === '') return;
    onAdd([typed.trim()]);
    setTyped('');
  };
  const finish = (index: number, value: string | null) => {
    setEditing(null);
    if (value !== null && value !== items[index]) onChange(index, value);
    onLeave?.();
  };
  return (
    <div className="eef-chips">
      {items.length === 0 ? null : (
        <LabelGroup aria-label={`${noun}s`} numLabels={200}>
          {items.map((item, index) =>
            editing === index ? (
              <ChipEditor key={`edit-${index}`} id={`${id}-edit`} suggest={suggest} value={item} label={`Change ${item}`} onDone={(value) => finish(index, value)} />
            ) : (
              <Label
                key={`${item}-${index}`}
                color="blue"
                {...(isDisabled ? {} : { onClick: () => { onFocusItem?.(index); setEditing(index); }, onClose: () => onRemove(index), closeBtnAriaLabel: `Remove ${item}` })}
              >
                {item}
                <ItemNote text={noteOf?.(item) ?? null} />
              </Label>
            ),
          )}
        </LabelGroup>
      )}
      <InputGroup>
        <InputGroupItem isFill>
          <Entry
            id={id}
            suggest={suggest}
            aria-label={`Add ${noun}`}
            value={typed}
            placeholder={placeholder}
            isDisabled={isDisabled}
            autoComplete="off"
            spellCheck={false}
            onChange={(_event, value) => setTyped(value)}
            onBlur={() => { add(); onLeave?.(); }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
              event.preventDefault();
              add();
            }}
            onPaste={(event) => {
              const lines = pastedItems(event.clipboardData.getData('text'));
              if (lines.length < 2) return;
              event.preventDefault();
              onAdd(lines);
            }}
          />
        </InputGroupItem>
        <InputGroupItem>
          <Button variant="control" icon={<PlusIcon />} aria-label={`Add this ${noun}`} isDisabled={isDisabled || typed.trim() === ''} onClick={add} />
        </InputGroupItem>
      </InputGroup>
    </div>
  );
}
