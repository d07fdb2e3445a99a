import type { Path } from '#lib/ee/diagnostic.ts';
import type { DefinitionEdit } from '#lib/ee/edit/definition-edit.ts';
import type { CollectionRequirement, RoleRequirement } from '#lib/ee/requirements/galaxy.ts';

type Ways = [readonly DefinitionEdit[], ...(readonly DefinitionEdit[])[]];
export type CollectionField = 'name' | 'version' | 'source' | 'type';
export type RoleField = 'name' | 'src' | 'version' | 'scm';

function plain(entries: readonly (readonly [string, string | null])[]): Record<string, string> {
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, string] => entry[1] !== null && entry[1] !== ''));
}

function collectionValue({ name, version, source, type }: CollectionRequirement): string | Record<string, string> {
  const value = plain([['name', name], ['version', version], ['source', source], ['type', type]]);
  return Object.keys(value).length === 1 ? name : value;
}

function roleValue({ name, src, version, scm }: RoleRequirement): string | Record<string, string> {
  const value = plain([['name', name], ['src', src], ['version', version], ['scm', scm]]);
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === 'src' || keys[0] === 'name') ? (src ?? name ?? '') : value;
}

function keyEdit(path: Path, key: string, value: string): DefinitionEdit {
  return value === '' ? { kind: 'delete', path: [...path, key] } : { kind: 'set', path: [...path, key], value };
}

/** Ways to change one field of a collection: its own key first, the whole entry when it is written as a mere name. */
export function collectionEdits(path: Path, before: CollectionRequirement, field: CollectionField, value: string): Ways {
  const after: CollectionRequirement = { ...before, [field]: value === '' ? null : value, ...(field === 'name' ? { name: value } : {}) };
  return [[keyEdit(path, field, value)], [{ kind: 'set', path, value: collectionValue(after) }]];
}

/** The same for a role. One without a name is called by its source: given another source, that becomes its name. */
export function roleEdits(path: Path, before: RoleRequirement, field: RoleField, value: string): Ways {
  if (before.name === null && before.src !== null && field === 'src') return withNameAndSource(path, { ...before, name: before.src, src: value });
  const key = before.name === null && before.src !== null && field === 'name' ? 'src' : field;
  const after: RoleRequirement = { ...before, [key]: value === '' ? null : value };
  return [[keyEdit(path, key, value)], [{ kind: 'set', path, value: roleValue(after) }]];
}

function withNameAndSource(path: Path, after: RoleRequirement): Ways {
  return [[keyEdit(path, 'name', after.name ?? ''), keyEdit(path, 'src', after.src ?? '')], [{ kind: 'set', path, value: roleValue(after) }]];
}
