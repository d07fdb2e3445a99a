import type { FormList, FormState, FormSwitchName, FormTextName } from '#lib/ee/form/state.ts';
import type { PartField } from './form-part.tsx';
import { ListEntry, type ListEntryProps } from './list-entry.tsx';
import { SwitchEntry } from './switch-entry.tsx';
import { TextEntry } from './text-entry.tsx';

export interface TextSpec {
  readonly name: FormTextName;
  readonly label: string;
  readonly help?: string;
  readonly placeholder?: string;
  readonly suggestions?: readonly string[];
}

export function textFields({ texts }: FormState, specs: readonly TextSpec[]): PartField[] {
  return specs.map(({ name, label, help, placeholder, suggestions }) => ({
    id: name,
    name: label,
    path: texts[name].path,
    isUsed: texts[name].isPresent,
    node: <TextEntry id={`form-${name}`} label={label} field={texts[name]} help={help} placeholder={placeholder} suggestions={suggestions} />,
  }));
}

export interface SwitchSpec {
  readonly name: FormSwitchName;
  readonly label: string;
  readonly words: string;
  readonly byDefault: boolean;
}

export function switchFields({ switches }: FormState, specs: readonly SwitchSpec[]): PartField[] {
  return specs.map(({ name, label, words, byDefault }) => ({
    id: name,
    name: label,
    path: switches[name].path,
    isUsed: switches[name].isPresent,
    node: <SwitchEntry id={`form-${name}`} label={label} words={words} field={switches[name]} byDefault={byDefault} />,
  }));
}

export function listField(list: FormList<string>, name: string, props: Omit<ListEntryProps, 'list'>, isCommon = false): PartField {
  return { id: props.id, name, path: list.path, isCommon, isUsed: list.source !== 'absent', node: <ListEntry {...props} list={list} /> };
}
