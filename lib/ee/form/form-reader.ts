import type { Path, TextRange } from '#lib/ee/diagnostic.ts';
import type { FormField, FormItem, FormList, FormListSource, FormSteps } from '#lib/ee/form/state.ts';
import { lineIndexes } from '#lib/ee/edit/lines.ts';
import { splitComment } from '#lib/ee/text-ends.ts';
import { TextLines } from '#lib/ee/text-lines.ts';
import { constructTree } from '#lib/ee/yaml/construct.ts';
import { readYamlSource } from '#lib/ee/yaml/source.ts';
import { blockLineSpan } from '#lib/ee/yaml/block-lines.ts';
import { entryOf, toPlain, treeAt, type PlainValue, type YamlTree } from '#lib/ee/yaml/tree.ts';

type Read<T> = (value: PlainValue) => T | null;

/** Reads fields and lists of the form out of a tree. */
export class FormReader {
  readonly #root: YamlTree | null;
  readonly #lines: TextLines;

  constructor(text: string, root: YamlTree | null) {
    this.#root = root;
    this.#lines = new TextLines(text);
  }

  field<T>(path: Path, read: Read<T>): FormField<T> {
    const tree = treeAt(this.#root, path);
    if (tree === null) return { path, range: null, value: null, isPresent: false };
    return { path, range: this.#lines.rangeOf(tree.span), value: read(toPlain(tree)), isPresent: true };
  }

  list<T>(path: Path, read: Read<T>): FormList<T> {
    const tree = treeAt(this.#root, path);
    if (tree?.kind === 'sequence') return this.#sequence(path, tree, read);
    return this.#noList(path, tree);
  }

  /** A list of requirement lines: also given as a block of text or as a file. */
  lineList(path: Path): FormList<string> {
    const tree = treeAt(this.#root, path);
    const text = textOf(tree);
    if (tree === null || text === null || tree.kind !== 'scalar') return this.list(path, (value) => (typeof value === 'string' ? value : null));
    if (!text.includes('\n')) return this.#file(path, tree, text);
    const lines = text.split('\n');
    const items = lineIndexes(text).map((line, index): FormItem<string> => {
      const value = (lines[line] ?? '').trim();
      return { path: [...path, index], range: this.#lines.rangeOf(blockLineSpan(this.#lines.text, tree, line, value)), value: splitComment(value).content };
    });
    return { path, range: this.#lines.rangeOf(tree.span), source: 'lines', file: null, items };
  }

  /** Collections or roles: in a mapping, in a block of YAML text, or in a file. */
  galaxyList<T>(key: 'collections' | 'roles', read: Read<T>): FormList<T> {
    const galaxyPath = ['dependencies', 'galaxy'];
    const path = [...galaxyPath, key];
    const galaxy = treeAt(this.#root, galaxyPath);
    const text = textOf(galaxy);
    if (galaxy === null || text === null) return galaxy === null || galaxy.kind === 'map' ? this.list(path, read) : { ...this.#noList(path, galaxy), source: 'other' };
    if (!text.includes('\n')) return this.#file(path, galaxy, text);
    const inner = embeddedList(text, key);
    const range = this.#lines.rangeOf(galaxy.span);
    if (inner === null) return { path, range, source: 'other', file: null, items: [] };
    const items = inner.map((entry, index) => toItem([...path, index], range, read(entry)));
    return { path, range, source: inner.length === 0 ? 'absent' : 'lines', file: null, items: items.filter((item) => item !== null) };
  }

  steps(path: Path): FormSteps {
    const tree = treeAt(this.#root, path);
    if (tree === null) return { path, range: null, source: 'absent', text: '', items: [] };
    const range = this.#lines.rangeOf(tree.span);
    const text = textOf(tree);
    if (text !== null) return { path, range, source: 'text', text, items: [] };
    if (tree.kind !== 'sequence') return { path, range, source: 'other', text: '', items: [] };
    const { items } = this.#sequence(path, tree, (value) => (typeof value === 'string' ? value : null));
    return { path, range, source: 'list', text: items.map(({ value }) => value.replace(/\n$/, '')).join('\n'), items };
  }

  #sequence<T>(path: Path, tree: Extract<YamlTree, { kind: 'sequence' }>, read: Read<T>): FormList<T> {
    const items = tree.items.map((item, index) => toItem([...path, index], this.#lines.rangeOf(item.span), read(toPlain(item))));
    const known = items.filter((item) => item !== null);
    const source: FormListSource = known.length === items.length ? 'list' : 'other';
    return { path, range: this.#lines.rangeOf(tree.span), source, file: null, items: known };
  }

  #noList<T>(path: Path, tree: YamlTree | null): FormList<T> {
    const isAbsent = tree === null || (tree.kind === 'scalar' && (tree.scalar.value === null || tree.scalar.value === ''));
    const range = tree === null ? null : this.#lines.rangeOf(tree.span);
    return { path, range, source: isAbsent ? 'absent' : 'other', file: null, items: [] };
  }

  #file<T>(path: Path, tree: YamlTree, file: string): FormList<T> {
    if (file === '') return this.#noList(path, tree);
    return { path, range: this.#lines.rangeOf(tree.span), source: 'file', file, items: [] };
  }
}

function textOf(tree: YamlTree | null): string | null {
  return tree?.kind === 'scalar' && tree.scalar.type === 'str' ? tree.scalar.value : null;
}

function embeddedList(text: string, key: string): PlainValue[] | null {
  const source = readYamlSource(text);
  const { root, problems } = constructTree(source);
  if (source.problems.length > 0 || problems.length > 0) return null;
  const value = entryOf(root, key)?.value;
  if (value === undefined) return [];
  return value.kind === 'sequence' ? value.items.map((item) => toPlain(item)) : null;
}

function toItem<T>(path: Path, range: TextRange, value: T | null): FormItem<T> | null {
  return value === null ? null : { path, range, value };
}
