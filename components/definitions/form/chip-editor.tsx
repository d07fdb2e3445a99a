'use client';

import { Button, TextInput } from '@patternfly/react-core';
import { CheckIcon, TimesIcon } from '@patternfly/react-icons';
import { useState } from 'react';
import type { ItemParts } from './item-parts.ts';
import styles from './form.module.css';

export interface ChipEditorProps {
  /** The item as the text has it. */
  value: string;
  parts: ItemParts | null;
  /** `wasLeft`: the focus went elsewhere by itself. */
  onDone: (value: string | null, wasLeft: boolean) => void;
}

/** One item where it stands: in its parts where they can be told apart, else as one text. Enter keeps, Escape drops. */
export function ChipEditor({ value, parts, onDone }: ChipEditorProps) {
  const read = parts?.read(value) ?? null;
  const [texts, setTexts] = useState<readonly string[]>(read ?? [value]);
  const labels = read === null || parts === null ? [{ label: 'Text', placeholder: '' }] : parts.fields;
  const finish = (wasLeft: boolean) => {
    const joined = (read === null || parts === null ? (texts[0] ?? '') : parts.write(texts)).trim();
    onDone(joined === '' ? null : joined, wasLeft);
  };
  return (
    <div
      className={styles['chipEditor']}
      role="group"
      aria-label={`Change ${value}`}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) finish(true);
      }}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || (event.key !== 'Enter' && event.key !== 'Escape')) return;
        if (event.target instanceof HTMLButtonElement && event.key === 'Enter') return;
        event.preventDefault();
        event.stopPropagation();
        if (event.key === 'Enter') finish(false);
        else onDone(null, false);
      }}
    >
      {labels.map(({ label, placeholder }, index) => (
        <TextInput key={label} aria-label={`${label} of ${value}`} placeholder={placeholder} value={texts[index] ?? ''} autoFocus={index === (read === null ? 0 : 1)} spellCheck={false} autoComplete="off" onChange={(_event, next) => setTexts(texts.map((text, at) => (at === index ? next : text)))} />
      ))}
      <span className="eef-nowrap">
        <Button variant="plain" size="sm" icon={<CheckIcon />} aria-label={`Keep the change of ${value}`} onClick={() => finish(false)} />
        <Button variant="plain" size="sm" icon={<TimesIcon />} aria-label={`Drop the change of ${value}`} onMouseDown={(event) => event.preventDefault()} onClick={() => onDone(null, false)} />
      </span>
    </div>
  );
}
