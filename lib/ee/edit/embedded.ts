import type { Path } from '#lib/ee/diagnostic.ts';
import type { DefinitionEdit, EditResult } from '#lib/ee/edit/definition-edit.ts';
import { failure, type EditFailure } from '#lib/ee/edit/failure.ts';
import { addLine, lineIndexes, moveLine, removeLine, setLine } from '#lib/ee/edit/lines.ts';
import { countFinalLineFeeds, withoutFinalLineFeeds } from '#lib/ee/text-ends.ts';
import { UnprintableValue, type PlainValue } from '#lib/ee/yaml/tree.ts';

const LINE_LISTS = new Set(['python', 'system']);

type Editor = (text: string, edit: DefinitionEdit) => EditResult;

/**
 * An edit inside a dependency that is given as a block of text becomes an edit of that text as a whole. Null
 * when the path runs through no such text.
 */
export function editEmbedded(root: PlainValue, edit: DefinitionEdit, editor: Editor): DefinitionEdit | EditFailure | null {
  const [section, kind, ...inner] = edit.path;
  const isInside = inner.length > 0 || edit.kind === 'insert' || edit.kind === 'move';
  if (section !== 'dependencies' || typeof kind !== 'string' || !isInside) return null;
  const text = child(child(root, section), kind);
  if (typeof text !== 'string' || text === '') return null;
  return editInside(root, { path: [section, kind], kind, text }, { ...edit, path: inner }, editor);
}

interface EmbeddedText {
  readonly path: Path;
  readonly kind: string;
  readonly text: string;
}

function editInside(root: PlainValue, { path, kind, text }: EmbeddedText, edit: DefinitionEdit, editor: Editor): DefinitionEdit | EditFailure | null {
  if (!text.includes('\n')) return failure('file-reference', `${kind} is the file ${text}. Change the file, or replace the path by a list.`);
  if (LINE_LISTS.has(kind)) return editLines(root, path, text, edit);
  return kind === 'galaxy' ? editNested(path, text, edit, editor) : null;
}

function editLines(root: PlainValue, path: Path, text: string, edit: DefinitionEdit): DefinitionEdit | EditFailure {
  const lines = changeLines(text, edit);
  if (lines === null) return failure('not-found', 'There is no such line.');
  const changed = /\n\n$/.test(text) ? lines : singleEnd(lines);
  if (lineIndexes(changed).length > 0 || changed.includes('#')) return { kind: 'set', path, value: changed.includes('\n') ? changed : `${changed}\n` };
  return child(root, 'version') === 3 ? { kind: 'set', path, value: [] } : { kind: 'delete', path };
}

/** Without blank lines at the end. */
function singleEnd(text: string): string {
  return countFinalLineFeeds(text) > 1 ? `${withoutFinalLineFeeds(text)}\n` : text;
}

function changeLines(text: string, edit: DefinitionEdit): string | null {
  if (edit.kind === 'move') return edit.path.length === 0 ? moveLine(text, edit.from, edit.to) : null;
  if (edit.kind === 'insert') return typeof edit.value === 'string' && edit.path.length === 0 ? addLine(text, edit.index, edit.value) : null;
  const [index] = edit.path;
  if (typeof index !== 'number' || edit.path.length !== 1) return null;
  if (edit.kind === 'delete') return removeLine(text, index);
  return typeof edit.value === 'string' ? setLine(text, index, edit.value) : null;
}

function editNested(path: Path, text: string, edit: DefinitionEdit, editor: Editor): DefinitionEdit | EditFailure {
  const result = editor(text, edit);
  if (!result.ok) return result;
  if (result.text.trim() === '') return { kind: 'delete', path };
  return { kind: 'set', path, value: result.text.includes('\n') ? result.text : `${result.text}\n` };
}

function child(value: PlainValue | undefined, key: string): PlainValue | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof UnprintableValue) return undefined;
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
