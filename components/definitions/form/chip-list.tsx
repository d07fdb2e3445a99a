'use client';

import { SuggestInput, type SuggestInputProps } from '#components/definitions/lookup/suggest-input.tsx';
import type { Suggest } from '#components/definitions/lookup/suggestions.ts';
import type { Path } from '#lib/ee/diagnostic.ts';
import { Button, InputGroup, InputGroupItem, Label, LabelGroup, TextInput } from '@patternfly/react-core';
import { PlusIcon } from '@patternfly/react-icons';
import { useEffect, useRef, useState } from 'react';
import { ChipEditor } from './chip-editor.tsx';
import { useFieldAttributes } from './field-frame.tsx';
import type { ItemParts } from './item-parts.ts';
import { pastedItems } from './pasted-items.ts';

export interface ChipListProps {
  id: string;
  /** Names one item: "Python package". */
  noun: string;
  items: readonly string[];
  /** The path of each item, where it is one of the definition. */
  pathOf?: (index: number) => Path;
  /** Indexes of items with a problem. */
  faulty?: ReadonlySet<number>;
  parts?: ItemParts;
  placeholder?: string;
  isDisabled?: boolean;
  /** Names and versions for what is being typed. */
  suggest?: Suggest | undefined;
  /** A remark at an item, such as a newer version. */
  noteOf?: ((item: string) => string | null) | undefined;
  onAdd: (items: readonly string[]) => void;
  onChange: (index: number, value: string) => void;
  onRemove: (index: number) => void;
  onLeave?: () => void;
}

/** A text field, with suggestions where there are any. */
function Entry({ suggest, ...props }: Omit<SuggestInputProps, 'suggest'> & { suggest: Suggest | undefined }) {
  return suggest === undefined ? <TextInput autoComplete="off" {...props} /> : <SuggestInput {...props} suggest={suggest} />;
}

interface ChipProps {
  item: string;
  note: string | null;
  path: Path;
  isFaulty: boolean;
  isDisabled: boolean;
  onEdit: () => void;
  onRemove: () => void;
}

function Chip({ item, note, path, isFaulty, isDisabled, onEdit, onRemove }: ChipProps) {
  const attributes = useFieldAttributes(path);
  const actions = isDisabled ? {} : { onClick: onEdit, onClose: onRemove, closeBtnAriaLabel: `Remove ${item}` };
  return (
    <span data-chip {...(path.length === 0 ? {} : attributes)}>
      <Label color={isFaulty ? 'orange' : 'blue'} textMaxWidth="24ch" {...actions}>{item}</Label>
      {note === null ? null : <span className="eef-chip-note"> {note}</span>}
    </span>
  );
}

type AddFieldProps = Pick<ChipListProps, 'id' | 'noun' | 'placeholder' | 'isDisabled' | 'suggest' | 'onAdd' | 'onLeave'>;

function AddField({ id, noun, placeholder = '', isDisabled = false, suggest, onAdd, onLeave }: AddFieldProps) {
  const [typed, setTyped] = useState('');
  const add = () => {
    if (typed.trim() === '') return;
    onAdd([typed.trim()]);
    setTyped('');
  };
  return (
    <InputGroup>
      <InputGroupItem isFill>
        <Entry
          id={id}
          suggest={suggest}
          aria-label={`Add ${noun}`}
          value={typed}
          placeholder={placeholder}
          isDisabled={isDisabled}
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
  );
}

/** A list of short texts: a chip is edited where it stands, Enter adds, a paste of several lines adds them all. */
export function ChipList({ id, noun, items, pathOf = () => [], faulty = new Set(), parts, isDisabled = false, noteOf, onChange, onRemove, onLeave, ...adding }: ChipListProps) {
  const [editing, setEditing] = useState<number | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const left = useRef<number | null>(null);
  useEffect(() => {
    if (editing !== null || left.current === null) return;
    list.current?.querySelectorAll('[data-chip]')[left.current]?.querySelector('button')?.focus();
    left.current = null;
  }, [editing]);
  const finish = (index: number, value: string | null, wasLeft: boolean) => {
    left.current = wasLeft ? null : index;
    setEditing(null);
    if (value !== null && value !== items[index]) onChange(index, value);
    onLeave?.();
  };
  const remove = (index: number) => {
    onRemove(index);
    list.current?.querySelector<HTMLInputElement>(`#${CSS.escape(id)}`)?.focus();
  };
  return (
    <div className="eef-chips" ref={list}>
      {items.length === 0 ? null : (
        <LabelGroup aria-label={`${noun}s`} numLabels={200}>
          {items.map((item, index) =>
            editing === index ? (
              <ChipEditor key={`edit-${index}`} value={item} parts={parts ?? null} onDone={(value, wasLeft) => finish(index, value, wasLeft)} />
            ) : (
              <Chip key={`${item}-${index}`} item={item} note={noteOf?.(item) ?? null} path={pathOf(index)} isFaulty={faulty.has(index)} isDisabled={isDisabled} onEdit={() => setEditing(index)} onRemove={() => remove(index)} />
            ),
          )}
        </LabelGroup>
      )}
      <AddField id={id} noun={noun} isDisabled={isDisabled} onLeave={() => onLeave?.()} {...adding} />
    </div>
  );
}
