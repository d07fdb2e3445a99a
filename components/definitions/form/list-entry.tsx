'use client';

import type { Suggest } from '#components/definitions/lookup/suggestions.ts';
import type { FormList } from '#lib/ee/form/state.ts';
import { ChipList } from './chip-list.tsx';
import { FieldFrame } from './field-frame.tsx';
import { useFormTools } from './form-context.ts';
import type { ItemParts } from './item-parts.ts';
import { addLines } from './legacy-edits.ts';

export interface ListEntryProps {
  id: string;
  label: string;
  noun: string;
  list: FormList<string>;
  help?: string;
  placeholder?: string;
  parts?: ItemParts;
  suggest?: Suggest | undefined;
  noteOf?: ((item: string) => string | null) | undefined;
}

/** Why a list cannot be edited here, or null. */
export function listObstacle(list: FormList<unknown>): string | null {
  if (list.source === 'file') return `Taken from the file ${list.file ?? ''}: change it in the Files tab.`;
  return list.source === 'other' ? 'Written in a way that the form cannot show: change it in the YAML.' : null;
}

/** A list of texts of the definition as chips. */
export function ListEntry({ id, label, noun, list, help, placeholder = '', parts, suggest, noteOf }: ListEntryProps) {
  const { form, apply, endStep, isReadOnly, problemAt, warningAt } = useFormTools();
  const obstacle = listObstacle(list);
  const pathOf = (index: number) => list.items[index]?.path ?? [...list.path, index];
  const faulty = new Set(list.items.flatMap((item, index) => ((problemAt(item.path) ?? warningAt(item.path)) === undefined ? [] : [index])));
  return (
    <FieldFrame id={id} label={label} path={list.path} isGroup error={problemAt(list.path)} help={obstacle ?? help}>
      {obstacle === null ? (
        <ChipList
          id={id}
          noun={noun}
          items={list.items.map((item) => item.value)}
          pathOf={pathOf}
          faulty={faulty}
          {...(parts === undefined ? {} : { parts })}
          suggest={suggest}
          noteOf={noteOf}
          placeholder={placeholder}
          isDisabled={isReadOnly}
          onAdd={(values) => apply(addLines(form.schemaVersion, list, values))}
          onChange={(index, value) => apply([{ kind: 'set', path: pathOf(index), value }])}
          onRemove={(index) => apply([{ kind: 'delete', path: pathOf(index) }])}
          onLeave={endStep}
        />
      ) : null}
    </FieldFrame>
  );
}
