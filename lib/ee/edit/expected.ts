import type { Path } from '#lib/ee/diagnostic.ts';
import type { DefinitionEdit } from '#lib/ee/edit/definition-edit.ts';
import type { EditValue } from '#lib/ee/yaml/print.ts';
import type { PlainValue } from '#lib/ee/yaml/tree.ts';

/** The value that a definition has after an edit: what the edited text is checked against. */
export function expectedValue(root: PlainValue, edit: DefinitionEdit): PlainValue {
  switch (edit.kind) {
    case 'set':
      return setAt(root, edit.path, edit.value as PlainValue);
    case 'delete':
      return deleteAt(root, edit.path) ?? null;
    case 'insert':
      return updateAt(root, edit.path, (list) => {
        const items = Array.isArray(list) ? list : [];
        const index = edit.index ?? items.length;
        return [...items.slice(0, index), edit.value as PlainValue, ...items.slice(index)];
      });
    case 'move':
      return updateAt(root, edit.path, (list) => {
        const items = Array.isArray(list) ? list : [];
        const rest = items.filter((_, index) => index !== edit.from);
        return [...rest.slice(0, edit.to), ...items.slice(edit.from, edit.from + 1), ...rest.slice(edit.to)];
      });
  }
}

function setAt(root: PlainValue, path: Path, value: PlainValue): PlainValue {
  return updateAt(root, path, () => value);
}

function updateAt(root: PlainValue | undefined, path: Path, update: (value: PlainValue | undefined) => PlainValue): PlainValue {
  const [step, ...rest] = path;
  if (step === undefined) return update(root);
  if (typeof step === 'number') {
    const items = Array.isArray(root) ? [...root] : [];
    items[step] = updateAt(items[step], rest, update);
    return items;
  }
  const record = recordOf(root);
  return { ...record, [step]: updateAt(record[step], rest, update) };
}

/** Undefined when nothing is left: the mapping above goes, too. */
function deleteAt(root: PlainValue | undefined, path: Path): PlainValue | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return undefined;
  if (typeof step === 'number') {
    const items = Array.isArray(root) ? root : [];
    if (rest.length === 0) return items.filter((_, index) => index !== step);
    return items.map((item, index) => (index === step ? (deleteAt(item, rest) ?? {}) : item));
  }
  const record = recordOf(root);
  const child = rest.length === 0 ? undefined : deleteAt(record[step], rest);
  const others = Object.fromEntries(Object.entries(record).filter(([key]) => key !== step));
  if (child !== undefined) return { ...record, [step]: child };
  return Object.keys(others).length === 0 ? undefined : others;
}

function recordOf(value: PlainValue | undefined): Record<string, PlainValue> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, PlainValue>) : {};
}

/** Whether two values are the same, the order of keys aside. */
export function isSameValue(a: PlainValue | EditValue | undefined, b: PlainValue | EditValue | undefined): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a as Record<string, PlainValue>);
  const right = b as Record<string, PlainValue>;
  if (left.length !== Object.keys(right).length) return false;
  return left.every(([key, value]) => Object.hasOwn(right, key) && isSameValue(value, right[key]));
}
