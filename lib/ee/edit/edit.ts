import type { Path, TextEdit } from '#lib/ee/diagnostic.ts';
import type { DefinitionEdit, EditResult } from '#lib/ee/edit/definition-edit.ts';
import { editEmbedded } from '#lib/ee/edit/embedded.ts';
import { expectedValue, isSameValue } from '#lib/ee/edit/expected.ts';
import { failure, type EditFailure } from '#lib/ee/edit/failure.ts';
import type { Slot } from '#lib/ee/edit/geometry.ts';
import { insertEntry, insertItem } from '#lib/ee/edit/insert.ts';
import { layoutOf, type Layout } from '#lib/ee/edit/layout.ts';
import { locate } from '#lib/ee/edit/locate.ts';
import { moveItem } from '#lib/ee/edit/move.ts';
import { removeSlot } from '#lib/ee/edit/remove.ts';
import { adjustText, replaceValue } from '#lib/ee/edit/replace.ts';
import { textEndEdits } from '#lib/ee/edit/text-end.ts';
import { applyTextEdits, TextLines } from '#lib/ee/text-lines.ts';
import { constructTree } from '#lib/ee/yaml/construct.ts';
import { readYamlSource, type YamlSource } from '#lib/ee/yaml/source.ts';
import { toPlain, type PlainValue } from '#lib/ee/yaml/tree.ts';

interface Readable {
  readonly source: YamlSource;
  readonly value: PlainValue;
  readonly hasDuplicates: boolean;
}

export type { DefinitionEdit, EditResult } from '#lib/ee/edit/definition-edit.ts';

/** How carefully an edit is tried: the first that gives the wanted value is taken. */
interface Care {
  readonly keepsLayout: boolean;
  readonly keepsComments: boolean;
  readonly usesBlocks: boolean;
}

const CARES: readonly Care[] = [
  { keepsLayout: true, keepsComments: true, usesBlocks: true },
  { keepsLayout: false, keepsComments: true, usesBlocks: true },
  { keepsLayout: false, keepsComments: true, usesBlocks: false },
  { keepsLayout: false, keepsComments: false, usesBlocks: true },
];

/**
 * Changes a definition's text and nothing but the characters that the edit owns: comments, blank lines,
 * quoting and layout of the rest stay. The result is parsed again and compared with the wanted value, so a
 * wrong edit is a failure and never a wrong text.
 */
export function editDefinition(text: string, edit: DefinitionEdit): EditResult {
  const read = readText(text);
  if ('reason' in read) return read;
  const embedded = editEmbedded(read.value, edit, editDefinition);
  if (embedded !== null) return 'reason' in embedded ? embedded : editDefinition(text, embedded);
  const expected = expectedValue(read.value, edit);
  if (isSameValue(read.value, expected)) return { ok: true, text, edits: [] };
  let last: EditFailure | null = null;
  for (const care of CARES) {
    const result = attempt(read, edit, expected, care);
    if (result.ok) return result;
    last = result;
  }
  return last ?? failure('not-editable', 'This cannot be changed in the form. Change it in the YAML.');
}

function attempt(read: Readable, edit: DefinitionEdit, expected: PlainValue, care: Care): EditResult {
  const { source } = read;
  const { text } = source;
  const layout = { ...layoutOf(text, source.document), usesBlocks: care.usesBlocks };
  const edits = textEdits(source, edit, layout, care);
  if ('reason' in edits) return edits;
  for (const endEdits of [[], ...textEndEdits(source, layout)]) {
    const result = checked(text, [...edits, ...endEdits], expected);
    if (result !== null) return result;
  }
  if (read.hasDuplicates) return failure('duplicate-key', 'The YAML has a key twice. Remove one of the two first.');
  return locate(source, edit.path).isShared || /[&*]\w/.test(text)
    ? failure('shared', 'This value is shared through an anchor (&) or alias (*). Change it in the YAML.')
    : failure('not-editable', 'This cannot be changed in the form. Change it in the YAML.');
}

/** The edits as a result if they lead to the wanted value, else null. */
function checked(text: string, edits: readonly TextEdit[], expected: PlainValue): EditResult | null {
  const changed = applyTextEdits(text, edits);
  const again = readText(changed);
  return !('reason' in again) && isSameValue(again.value, expected) ? { ok: true, text: changed, edits } : null;
}

function textEdits(source: YamlSource, edit: DefinitionEdit, layout: Layout, care: Care): TextEdit[] | EditFailure {
  const { slots, rest } = locate(source, edit.path);
  const target = slots.at(-1);
  if (target === undefined) return failure('not-found', 'The definition has no such value.');
  if (rest.length > 0) return editsForMissing(target, rest, edit, layout);
  switch (edit.kind) {
    case 'set':
      return (care.keepsLayout ? adjustText(target, edit.value, layout) : null) ?? replaceValue(target, edit.value, layout);
    case 'delete':
      return removeSlot(slots, care.keepsComments);
    case 'insert':
      return insertItem(target, edit.index ?? null, edit.value, layout);
    case 'move':
      return moveItem(target, edit, layout);
  }
}

function editsForMissing(parent: Slot, rest: Path, edit: DefinitionEdit, layout: Layout): TextEdit[] | EditFailure {
  switch (edit.kind) {
    case 'set':
      return insertEntry(parent, rest, edit.value, layout);
    case 'insert':
      return insertEntry(parent, rest, [edit.value], layout);
    case 'delete':
    case 'move':
      return failure('not-found', 'The definition has no such value.');
  }
}

function readText(text: string): Readable | EditFailure {
  const source = readYamlSource(text);
  const { root, problems, duplicates } = constructTree(source);
  const [problem] = [...source.problems, ...problems];
  if (problem !== undefined) {
    const { line } = new TextLines(text).positionAt(problem.start);
    return failure('invalid-yaml', `The YAML is not valid (line ${String(line)}). Correct it first. ${problem.message}`);
  }
  return { source, value: root === null ? null : toPlain(root), hasDuplicates: duplicates.length > 0 };
}
