import type { Path } from '#lib/ee/diagnostic.ts';
import type { DefinitionEdit } from '#lib/ee/edit/edit.ts';
import { keySpanAt } from '#lib/ee/yaml/locate.ts';
import type { EditValue } from '#lib/ee/yaml/print.ts';
import { TextLines } from '#lib/ee/text-lines.ts';
import { treeAt, UnprintableValue, type PlainValue, type YamlTree } from '#lib/ee/yaml/tree.ts';
import type { RandomSource } from '#test/support/random.ts';

const TEXTS = [
  'boto3', 'requests>=2,<3', 'yes', 'No', '1.10', '010', '1e3', 'y', '', '~', 'null', 'a: b', 'a #b', "it's", 'say "hi"', ' lead', 'trail ',
  'é', '*x', '&x', '[a]', '{{ x }}', '{a', '- a', '? a', 'http://x:1/y', 'a,b', '%x', '@x', '!x', '|', '>', '=', '<<', '2024-01-02',
  'git [platform:rpm]', 'RUN echo one \\\n  && echo two\n', 'RUN a\nRUN b', 'line\n\nline\n', '\ttab', '\u2028', '---',
];
const LINES = ['boto3', 'requests>=2,<3', 'git [platform:rpm]', 'a; python_version < "3.12"', 'é'];
const MISSING: Path[] = [
  ['options', 'user'], ['options', 'workdir'], ['options', 'container_init', 'cmd'], ['images', 'base_image', 'name'],
  ['build_arg_defaults', 'PKGMGR_PRESERVE_CACHE'], ['dependencies', 'ansible_core', 'package_pip'], ['new_key'],
];
const LISTS: Path[] = [
  ['dependencies', 'python'], ['dependencies', 'system'], ['options', 'tags'], ['additional_build_steps', 'append_final'],
  ['dependencies', 'exclude', 'python'],
];

/** An edit that a form could make of this model. */
export function randomEdit(random: RandomSource, model: PlainValue): DefinitionEdit {
  const places = placesOf(model);
  const lists = places.filter(({ path, value }) => Array.isArray(value) || (isLineText(value) && isLineList(path)));
  const kind = random.below(10);
  if (kind < 3) return { kind: 'set', path: random.pick(places.filter(isLeaf)).path, value: random.pick(TEXTS) };
  if (kind < 4) return { kind: 'set', path: missingPath(model, random.pick(MISSING)), value: random.pick(TEXTS) };
  if (kind < 6 || lists.length === 0) return { kind: 'delete', path: random.pick(places).path };
  if (kind < 7) return insertion(random, model, freePath(model, random.pick(LISTS)));
  const list = random.pick(lists);
  const length = itemsOf(list.value).length;
  if (kind < 9 || length === 0) return insertion(random, model, list.path);
  return { kind: 'move', path: list.path, from: random.below(length), to: random.below(length) };
}

function insertion(random: RandomSource, model: PlainValue, path: Path): DefinitionEdit {
  const current = valueAt(model, path);
  const isLines = typeof current === 'string';
  const value: EditValue = isLines || random.below(4) > 0 ? random.pick(isLines ? LINES : TEXTS) : { name: random.pick(TEXTS), version: '1.0' };
  const length = itemsOf(current ?? null).length;
  return random.below(2) === 0 ? { kind: 'insert', path, value } : { kind: 'insert', path, index: random.below(length + 1), value };
}

interface Place {
  readonly path: Path;
  readonly value: PlainValue;
}

function isLeaf({ value }: Place): boolean {
  return typeof value !== 'object' || value === null;
}

function placesOf(value: PlainValue, path: Path = []): Place[] {
  const own = path.length === 0 ? [] : [{ path, value }];
  if (typeof value !== 'object' || value === null || value instanceof UnprintableValue) return own;
  const children: [string | number, PlainValue][] = Array.isArray(value) ? value.map((item, index) => [index, item]) : Object.entries(value);
  return [...own, ...children.flatMap(([step, child]) => placesOf(child, [...path, step]))];
}

function missingPath(model: PlainValue, path: Path): Path {
  const isFree = path.slice(1).every((_, index) => {
    const parent = valueAt(model, path.slice(0, index + 1));
    return parent === undefined || isRecord(parent);
  });
  return isFree ? path : ['added'];
}

function isRecord(value: PlainValue): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The path itself, or the root key where something on the way is no mapping. */
function freePath(model: PlainValue, path: Path): Path {
  for (let length = 1; length <= path.length; length += 1) {
    const value = valueAt(model, path.slice(0, length));
    const isWay = value === undefined || (length < path.length ? isRecord(value) : Array.isArray(value) || (typeof value === 'string' && isLineList(path)));
    if (!isWay) return ['added'];
  }
  return path;
}

export function valueAt(model: PlainValue, path: Path): PlainValue | undefined {
  let current: PlainValue | undefined = model;
  for (const step of path) {
    if (typeof current !== 'object' || current === null || current instanceof UnprintableValue) return undefined;
    current = Array.isArray(current) ? current[Number(step)] : current[String(step)];
  }
  return current;
}

function isLineList(path: Path): boolean {
  return path.length === 2 && path[0] === 'dependencies' && (path[1] === 'python' || path[1] === 'system');
}

function isLineText(value: PlainValue): boolean {
  return typeof value === 'string' && value.includes('\n');
}

function isRequirement(line: string): boolean {
  return !/^\s*(?:#|$)/.test(line);
}

function itemsOf(value: PlainValue): PlainValue[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'string' ? value.split('\n').filter(isRequirement) : [];
}

/** The model after an edit, computed apart from the product: texts of requirement lines count as lists. */
export function applyToModel(model: PlainValue, edit: DefinitionEdit): PlainValue {
  const copy = structuredClone(normalized(model)) as Record<string, PlainValue>;
  const root = { root: copy } as Record<string, PlainValue>;
  const path = ['root', ...edit.path];
  if (edit.kind === 'delete') removeAt(root, path);
  else changeAt(root, path, (value) => changed(value, edit));
  return normalized(root['root'] ?? null);
}

function changed(value: PlainValue | undefined, edit: Exclude<DefinitionEdit, { kind: 'delete' }>): PlainValue {
  if (edit.kind === 'set') return edit.value as PlainValue;
  const items = [...itemsOf(value ?? null)];
  if (edit.kind === 'insert') items.splice(edit.index ?? items.length, 0, edit.value as PlainValue);
  else items.splice(edit.to, 0, ...items.splice(edit.from, 1));
  return items;
}

function changeAt(container: PlainValue, path: Path, change: (value: PlainValue | undefined) => PlainValue): void {
  const [step, ...rest] = path;
  if (step === undefined || typeof container !== 'object' || container === null) return;
  const record = container as Record<string | number, PlainValue>;
  if (rest.length === 0) record[step] = change(record[step]);
  else {
    record[step] ??= {};
    changeAt(record[step], rest, change);
  }
}

/** Removes a value; mappings that become empty go, too, unless they are list items. */
function removeAt(container: PlainValue, path: Path): void {
  const [step, ...rest] = path;
  if (step === undefined || typeof container !== 'object' || container === null) return;
  if (Array.isArray(container)) {
    if (rest.length === 0) container.splice(Number(step), 1);
    else removeAt(container[Number(step)] ?? null, rest);
    return;
  }
  const record = container as Record<string, PlainValue>;
  removeAt(record[step] ?? null, rest);
  if (rest.length === 0 || isEmptyRecord(record[step])) Reflect.deleteProperty(record, step);
}

function isEmptyRecord(value: PlainValue | undefined): boolean {
  return value !== undefined && isRecord(value) && Object.keys(value as object).length === 0;
}

/** Plain objects, dates as text, requirement texts as lists of their lines, an empty definition as null. */
export function normalized(value: PlainValue): PlainValue {
  const plain = JSON.parse(JSON.stringify(value)) as Record<string, PlainValue> | null;
  if (plain === null || Object.keys(plain).length === 0) return null;
  const dependencies = plain['dependencies'];
  if (typeof dependencies !== 'object' || dependencies === null || Array.isArray(dependencies)) return plain;
  const record = dependencies as Record<string, PlainValue>;
  for (const key of ['python', 'system']) {
    const list = record[key];
    if (list !== undefined && isLineText(list)) record[key] = itemsOf(list).map((line) => (typeof line === 'string' ? line.trim() : line));
  }
  return plain;
}

/** The lines (from 0) that an edit may touch: those of its value and of the keys that may disappear with it. */
export function ownedLines(text: string, root: YamlTree | null, edit: DefinitionEdit): Set<number> {
  const lines = new TextLines(text);
  const owned = new Set<number>(text.endsWith('\n') ? [] : [text.split('\n').length - 1]);
  const own = (start: number, end: number): void => {
    for (let line = lines.positionAt(start).line; line <= lines.positionAt(end).line; line += 1) owned.add(line - 1);
  };
  for (let length = edit.path.length; length > 0; length -= 1) {
    const path = edit.path.slice(0, length);
    const isTarget = length === edit.path.length;
    ownKey(root, path, own);
    ownValue(text, root, { path, isWhole: isTarget && edit.kind !== 'insert' }, own);
    if (edit.kind === 'delete') ownLiftedKey(text, root, path, own);
    const tree = treeAt(root, path);
    const staysWithout = tree !== null && (tree.kind !== 'map' || tree.entries.length > 1);
    if (staysWithout && !isTarget) break;
  }
  return owned;
}

type Own = (start: number, end: number) => void;

function ownKey(root: YamlTree | null, path: Path, own: Own): void {
  const key = keySpanAt(root, path);
  if (key !== null) own(key.start, key.end);
}

function ownValue(text: string, root: YamlTree | null, place: { path: Path; isWhole: boolean }, own: Own): void {
  const tree = treeAt(root, place.path);
  if (tree === null) return;
  const start = keySpanAt(root, place.path)?.start ?? tree.span.start;
  if (place.isWhole) own(start, Math.max(tree.span.start, tree.span.end - 1));
  else if (isOnOneLine(text, tree.span)) own(tree.span.start, tree.span.end);
}

/** When the key behind a dash goes, the next key of the item takes its place. */
function ownLiftedKey(text: string, root: YamlTree | null, path: Path, own: Own): void {
  const removed = treeAt(root, path);
  if (typeof path.at(-2) !== 'number' || removed === null) return;
  const next = /^[^\n]*\n(?:\s*(?:#[^\n]*)?\n)*\s*/.exec(text.slice(removed.span.end))?.[0].length ?? 0;
  own(removed.span.end + next, removed.span.end + next);
}

function isOnOneLine(text: string, span: { start: number; end: number }): boolean {
  return !text.slice(span.start, span.end).trimEnd().includes('\n');
}
