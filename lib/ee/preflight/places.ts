import type { Path } from '#lib/ee/diagnostic.ts';
import { editDefinition, type DefinitionEdit } from '#lib/ee/edit/edit.ts';
import { readForm } from '#lib/ee/form/read.ts';
import type { FormState } from '#lib/ee/form/state.ts';
import { normalizePythonName, parsePythonLine } from '#lib/ee/requirements/pep508.ts';

/** Where the definition says what, and the edits that would change it. */
export class Places {
  readonly text: string;
  readonly form: FormState;

  constructor(text: string) {
    this.text = text;
    this.form = readForm(text);
  }

  /** The place of a requirement line; that of the whole list when the definition names a file. */
  lineOf(kind: 'python' | 'system', line: string): Path | null {
    const list = this.form[kind];
    if (list.source === 'file') return list.path;
    return list.items.find((item) => item.value.trim() === line.trim())?.path ?? null;
  }

  collectionOf(name: string): { path: Path; version: string | null } | null {
    const item = this.form.collections.items.find((each) => each.value.name === name);
    return item === undefined ? null : { path: item.path, version: item.value.version };
  }

  /** The first of several ways that leads to a text; null when none does. */
  firstWay(ways: readonly (readonly DefinitionEdit[])[]): DefinitionEdit[] | null {
    const way = ways.find((edits) => edits.length > 0 && this.#canApply(edits));
    return way === undefined ? null : [...way];
  }

  replaceLine(path: Path | null, line: string): DefinitionEdit[] | null {
    return path === null ? null : this.firstWay([[{ kind: 'set', path, value: line }]]);
  }

  removeEntry(path: Path | null): DefinitionEdit[] | null {
    return path === null || typeof path.at(-1) !== 'number' ? null : this.firstWay([[{ kind: 'delete', path }]]);
  }

  addPythonLine(line: string): DefinitionEdit {
    return { kind: 'insert', path: ['dependencies', 'python'], value: line };
  }

  /** Leaves a package of the collections out, by its name as the collections write it. */
  exclude(kind: 'python' | 'system', names: readonly string[]): DefinitionEdit[] {
    const known = new Set(this.form.exclude[kind].items.map((item) => item.value.toLowerCase()));
    const missing = [...new Set(names)].filter((name) => !known.has(name.toLowerCase()));
    return missing.map((value) => ({ kind: 'insert', path: ['dependencies', 'exclude', kind], value }));
  }

  /** A collection with another version: whether it is a mapping or `name:version`. */
  setCollectionVersion(name: string, version: string): DefinitionEdit[] | null {
    const found = this.collectionOf(name);
    if (found === null) return null;
    const mapping: DefinitionEdit = { kind: 'set', path: [...found.path, 'version'], value: version };
    return this.firstWay([[mapping], [{ kind: 'set', path: found.path, value: { name, version } }]]);
  }

  #canApply(edits: readonly DefinitionEdit[]): boolean {
    let { text } = this;
    for (const edit of edits) {
      const result = editDefinition(text, edit);
      if (!result.ok) return false;
      ({ text } = result);
    }
    return text !== this.text;
  }
}

/** The name that a requirement line is about, as written; null for options and lines that are none. */
export function requirementName(line: string): string | null {
  const parsed = parsePythonLine(line);
  return parsed.kind === 'requirement' ? parsed.requirement.name : null;
}

export function isSamePackage(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && normalizePythonName(a) === normalizePythonName(b);
}
