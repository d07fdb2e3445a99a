'use client';

import type { Suggest } from '#components/definitions/lookup/suggestions.ts';
import { formatFieldPath } from '#lib/ee/form/field-path.ts';
import type { FormItem } from '#lib/ee/form/state.ts';
import { Button, FormSelect, FormSelectOption } from '@patternfly/react-core';
import { AngleDownIcon, AngleRightIcon, TrashIcon } from '@patternfly/react-icons';
import { useState } from 'react';
import { useFieldAttributes } from './field-frame.tsx';
import { useFormTools } from './form-context.ts';
import { LiveInput } from './live-field.tsx';
import styles from './form.module.css';

export interface RequirementColumn<T> {
  readonly key: string;
  readonly label: string;
  readonly placeholder: string;
  readonly read: (value: T) => string;
  /** Shown only when it has a value or the row stands open. */
  readonly isRare?: boolean;
  /** What may be chosen; the first is the default and written as nothing. */
  readonly choices?: readonly string[];
}

/** What package look-up has for one field of an entry. */
export interface RowHelp<T> {
  readonly suggestFor: (value: T, key: string) => Suggest | undefined;
  readonly noteFor: (value: T, key: string) => string | undefined;
}

export interface RequirementRowsProps<T> {
  id: string;
  noun: string;
  columns: readonly RequirementColumn<T>[];
  items: readonly FormItem<T>[];
  isDisabled: boolean;
  lookup?: RowHelp<T> | null;
  nameOf: (value: T) => string;
  onChange: (item: FormItem<T>, key: string, value: string) => void;
  onRemove: (item: FormItem<T>) => void;
  /** The control that adds an entry: it gets the focus of one that is removed. */
  addId: string;
  onLeave: () => void;
}

type RowProps<T> = Omit<RequirementRowsProps<T>, 'items'> & { item: FormItem<T>; index: number };

function Cell<T>({ id, noun, column, item, index, isDisabled, lookup, onChange, onLeave, hasError }: RowProps<T> & { column: RequirementColumn<T>; hasError: boolean }) {
  const label = `${column.label} of ${noun} ${index + 1}`;
  const cellId = `${id}-${index}-${column.key}`;
  const value = column.read(item.value);
  const { choices } = column;
  const note = lookup?.noteFor(item.value, column.key);
  return (
    <div data-field={formatFieldPath([...item.path, column.key])} className={styles['cell']}>
      {column.isRare === true ? <span className="eef-subtle" aria-hidden="true">{column.label}</span> : null}
      {choices === undefined ? (
        <LiveInput id={cellId} label={label} value={value} placeholder={column.placeholder} isDisabled={isDisabled} hasError={hasError} suggest={lookup?.suggestFor(item.value, column.key)} onCommit={(next) => onChange(item, column.key, next)} onLeave={onLeave} />
      ) : (
        <FormSelect id={cellId} aria-label={label} value={value} isDisabled={isDisabled} onChange={(_event, next) => onChange(item, column.key, next)}>
          {choices.map((choice, at) => <FormSelectOption key={choice} value={at === 0 ? '' : choice} label={choice} />)}
          {value !== '' && !choices.includes(value) ? <FormSelectOption value={value} label={value} /> : null}
        </FormSelect>
      )}
      {note === undefined ? null : <span className="eef-subtle">{note}</span>}
    </div>
  );
}

function Row<T>(props: RowProps<T>) {
  const { noun, columns, item, isDisabled, nameOf, onRemove, addId } = props;
  const { problemAt, target } = useFormTools();
  const [isOpen, setOpen] = useState(false);
  const rare = columns.filter((column) => column.isRare === true);
  const isAsked = target !== null && rare.some(({ key }) => formatFieldPath(target.path) === formatFieldPath([...item.path, key]));
  const shown = isOpen || isAsked ? rare : rare.filter((column) => column.read(item.value) !== '');
  const name = nameOf(item.value);
  const problem = problemAt(item.path);
  const attributes = useFieldAttributes(item.path);
  return (
    <div className={styles['row']} role="group" aria-label={`${noun} ${name}`} {...attributes}>
      <div className={styles['rowMain']}>
        {columns.filter((column) => column.isRare !== true).map((column) => <Cell key={column.key} {...props} column={column} hasError={problem !== undefined} />)}
        {rare.length === 0 ? null : <Button variant="plain" icon={isOpen ? <AngleDownIcon /> : <AngleRightIcon />} aria-expanded={isOpen} aria-label={`More of ${name}`} title={rare.map(({ label }) => label).join(', ')} onClick={() => setOpen(!isOpen)} />}
        <Button variant="plain" icon={<TrashIcon />} aria-label={`Remove ${name}`} isDisabled={isDisabled} onClick={() => { onRemove(item); document.getElementById(addId)?.focus(); }} />
      </div>
      {shown.length === 0 ? null : <div className={styles['rowMore']}>{shown.map((column) => <Cell key={column.key} {...props} column={column} hasError={false} />)}</div>}
      {problem === undefined ? null : <div className={styles['rowProblem']}>{problem}</div>}
    </div>
  );
}

/** Entries with several fields each, one entry in a row. */
export function RequirementRows<T>({ items, ...row }: RequirementRowsProps<T>) {
  if (items.length === 0) return null;
  return (
    <div className={styles['rows']} role="group" aria-label={`${row.noun}s`}>
      {items.map((item, index) => <Row key={index} {...row} item={item} index={index} />)}
    </div>
  );
}
