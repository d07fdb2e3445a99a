'use client';

import type { FormItem } from '#lib/ee/form/state.ts';
import type { TextRange } from '#lib/ee/diagnostic.ts';
import { Button } from '@patternfly/react-core';
import { TrashIcon } from '@patternfly/react-icons';
import type { Suggest } from '#components/definitions/lookup/suggestions.ts';
import { LiveField } from './live-field.tsx';

export interface RequirementColumn<T> {
  readonly key: string;
  readonly label: string;
  readonly placeholder: string;
  readonly read: (value: T) => string;
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
  onShow: (range: TextRange) => void;
  onLeave: () => void;
}

/** Entries with several fields each, one entry in a row. */
export function RequirementRows<T>({ id, noun, columns, items, isDisabled, lookup = null, nameOf, onChange, onRemove, onShow, onLeave }: RequirementRowsProps<T>) {
  if (items.length === 0) return null;
  return (
    <div className="eef-rows" role="group" aria-label={`${noun}s`} style={{ '--eef-columns': columns.length } as React.CSSProperties}>
      <div className="eef-row eef-row-head" aria-hidden="true">
        {columns.map((column) => <span key={column.key} className="eef-subtle">{column.label}</span>)}
        <span />
      </div>
      {items.map((item, index) => (
        <div key={index} className="eef-row" role="group" aria-label={`${noun} ${nameOf(item.value)}`}>
          {columns.map((column) => (
            <LiveField
              key={column.key}
              id={`${id}-${index}-${column.key}`}
              label={`${column.label} of ${noun} ${index + 1}`}
              isLabelHidden
              value={column.read(item.value)}
              placeholder={column.placeholder}
              isDisabled={isDisabled}
              suggest={lookup?.suggestFor(item.value, column.key)}
              help={lookup?.noteFor(item.value, column.key)}
              onCommit={(value) => onChange(item, column.key, value)}
              onFocus={() => onShow(item.range)}
              onLeave={onLeave}
            />
          ))}
          <Button variant="plain" icon={<TrashIcon />} aria-label={`Remove ${nameOf(item.value)}`} isDisabled={isDisabled} onClick={() => onRemove(item)} />
        </div>
      ))}
    </div>
  );
}
