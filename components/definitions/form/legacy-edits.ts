import type { DefinitionEdit } from '#lib/ee/edit/definition-edit.ts';
import type { FormList } from '#lib/ee/form/state.ts';
import type { SchemaVersion } from '#lib/ee/schema/json-schema.ts';
import type { EditValue } from '#lib/ee/yaml/print.ts';

/** Versions 1 and 2 know no lists: a first entry begins a block of text. */
function needsBlock(version: SchemaVersion | null, list: FormList<unknown>): boolean {
  return (version === 1 || version === 2) && list.source === 'absent';
}

export function addLines(version: SchemaVersion | null, list: FormList<string>, values: readonly string[]): DefinitionEdit[] {
  if (needsBlock(version, list)) return [{ kind: 'set', path: list.path, value: `${values.join('\n')}\n` }];
  return values.map((value) => ({ kind: 'insert', path: list.path, value }));
}

export interface NewRequirements {
  readonly names: readonly string[];
  readonly toValue: (name: string) => EditValue;
  /** A block of Galaxy requirements has begun already. */
  readonly isTextThere: boolean;
}

/** Adds collections or roles. */
export function addRequirements(version: SchemaVersion | null, list: FormList<unknown>, { names, toValue, isTextThere }: NewRequirements): DefinitionEdit[] {
  const insert = (name: string): DefinitionEdit => ({ kind: 'insert', path: list.path, value: toValue(name) });
  const [first, ...rest] = names;
  if (first === undefined || isTextThere || !needsBlock(version, list)) return names.map(insert);
  const begin: DefinitionEdit = { kind: 'set', path: list.path.slice(0, -1), value: `${String(list.path.at(-1))}:\n  - name: ${first}\n` };
  return [begin, ...rest.map(insert)];
}
