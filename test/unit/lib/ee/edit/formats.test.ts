import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { TextEdit } from '#lib/ee/diagnostic.ts';
import { editDefinition, type DefinitionEdit } from '#lib/ee/edit/edit.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import { applyTextEdits } from '#lib/ee/text-lines.ts';
import { commentsOf } from '#test/support/comments.ts';

const FOLDER = 'test/fixtures/edit';
const NAMES = readdirSync(FOLDER).filter((name) => name.endsWith('.yml')).map((name) => name.replace('.yml', ''));
const PYTHON = ['dependencies', 'python'];
const EDITS: readonly DefinitionEdit[] = [
  { kind: 'set', path: ['images', 'base_image', 'name'], value: 'registry.example/new:2' },
  { kind: 'insert', path: PYTHON, value: 'six' },
  { kind: 'set', path: ['options', 'user'], value: '1001' },
];

function read(name: string): string {
  return readFileSync(`${FOLDER}/${name}.yml`, 'utf8');
}

function made(text: string, edit: DefinitionEdit): { text: string; edits: readonly TextEdit[] } {
  const result = editDefinition(text, edit);
  if (!result.ok) throw new Error(`${JSON.stringify(edit)}: ${result.message}`);
  return result;
}

function edited(text: string, edits: readonly DefinitionEdit[]): string {
  return edits.reduce((current, edit) => made(current, edit).text, text);
}

function inverse(text: string, edits: readonly TextEdit[]): TextEdit[] {
  let shift = 0;
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end).map(({ start, end, newText }) => {
    const from = start + shift;
    shift += newText.length - (end - start);
    return { start: from, end: from + newText.length, newText: text.slice(start, end) };
  });
}

/** The lines that are gone (-) and new (+), in order, each with its line break. */
function changes(before: string, after: string): string[] {
  const cut = (text: string): string[] => text.split(/(?<=\n)/);
  const old = cut(before);
  const now = cut(after);
  return [...old.filter((line) => !now.includes(line)).map((line) => `-${line}`), ...now.filter((line) => !old.includes(line)).map((line) => `+${line}`)].map((line) => line.replace(/\n$/, ''));
}

const NAME = 'registry.example';
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'aligned-values': [`-    name:         ${NAME}/base:1.0   # base`, '-  user:           root', `+    name:         ${NAME}/new:2   # base`, '+    - six', "+  user:           '1001'"],
  anchors: [`-    name: ${NAME}/base:1.0  # base`, '-  user: root', `+    name: ${NAME}/new:2  # base`, '+    - six', "+  user: '1001'"],
  bom: [`-    name: ${NAME}/base:1.0  # base`, '-  user: root', `+    name: ${NAME}/new:2  # base`, '+    - six', "+  user: '1001'"],
  comments: [`-    name: ${NAME}/base:1.0  # base`, '-  user: root  # user', `+    name: ${NAME}/new:2  # base`, '+    - six', "+  user: '1001'  # user"],
  crlf: [`-    name: ${NAME}/base:1.0  # base\r`, '-  user: root\r', `+    name: ${NAME}/new:2  # base\r`, '+    - six\r', "+  user: '1001'\r"],
  'document-markers': [`-    name: ${NAME}/base:1.0  # base`, '-  user: root', `+    name: ${NAME}/new:2  # base`, '+    - six', "+  user: '1001'"],
  'emptied-list': ['-  python: []  # pip', `-    name: ${NAME}/base:1.0  # base`, '-  user: root', '+  python:  # pip', `+    name: ${NAME}/new:2  # base`, '+    - six', "+  user: '1001'"],
  'flow-collections': [
    `-images: {base_image: {name: ${NAME}/base:1.0}}  # base`, '-dependencies: {python: [boto3, requests], system: [git]}', '-options: {user: root}',
    `+images: {base_image: {name: ${NAME}/new:2}}  # base`, '+dependencies: {python: [boto3, requests, six], system: [git]}', "+options: {user: '1001'}",
  ],
  'flow-lines': [`-  base_image: {name: ${NAME}/base:1.0},  # base`, '-  user: root,', `+  base_image: {name: ${NAME}/new:2},  # base`, '+    six,', "+  user: '1001',"],
  'folded-block': [`-      ${NAME}/base:1.0`, '-  user: root', `+      ${NAME}/new:2`, '+    - six', "+  user: '1001'"],
  'indent-4': [`-        name: ${NAME}/base:1.0  # base`, '-    user: root', `+        name: ${NAME}/new:2  # base`, '+        - six', "+    user: '1001'"],
  'indentless-sequence': [`-    name: ${NAME}/base:1.0  # base`, '-  user: root', `+    name: ${NAME}/new:2  # base`, '+  - six', "+  user: '1001'"],
  'literal-block': [`-    name: ${NAME}/base:1.0  # base`, '-  user: root', `+    name: ${NAME}/new:2  # base`, '+    six', "+  user: '1001'"],
  'merge-keys': [`-    name: ${NAME}/base:1.0  # base`, '-  user: root', `+    name: ${NAME}/new:2  # base`, '+    - six', "+  user: '1001'"],
  'no-final-newline': [`-    name: ${NAME}/base:1.0  # base`, '-  user: root', `+    name: ${NAME}/new:2  # base`, '+    - six', "+  user: '1001'"],
  'quoted-keys': [`-    'name': "${NAME}/base:1.0"  # base`, `-  "user": 'root'`, `+    'name': "${NAME}/new:2"  # base`, '+    - six', `+  "user": '1001'`],
  'tabs-in-comments': [`-    name: ${NAME}/base:1.0  #\tbase\ttab`, '-  user: root', `+    name: ${NAME}/new:2  #\tbase\ttab`, '+    - six', "+  user: '1001'"],
  'trailing-spaces': [`-    name: ${NAME}/base:1.0  # base`, '-  user: root', `+    name: ${NAME}/new:2  # base`, '+    - six', "+  user: '1001'"],
  unicode: [`-    name: ${NAME}/base:1.0  # Grundlage – größer 🙂`, '-  user: root', `+    name: ${NAME}/new:2  # Grundlage – größer 🙂`, '+    - six', "+  user: '1001'"],
};

describe.each(NAMES)('editDefinition keeps the format: %s', (name) => {
  const text = read(name);

  it('changes the lines of the values and no other', () => {
    expect([...changes(text, edited(text, EDITS))].sort()).toEqual([...(EXPECTED[name] ?? [])].sort());
  });

  it('undoes each edit to the byte, and keeps every comment', () => {
    for (const edit of EDITS) {
      const { text: changed, edits } = made(text, edit);
      expect(applyTextEdits(changed, inverse(text, edits))).toBe(text);
      expect(commentsOf(changed).map((comment) => comment.text)).toEqual(commentsOf(text).map((comment) => comment.text));
    }
  });

  it('gives an emptied list its first item again', () => {
    const count = name === 'emptied-list' ? 0 : 2;
    const emptied = edited(text, Array.from({ length: count }, () => ({ kind: 'delete' as const, path: [...PYTHON, 0] })));
    const filled = edited(emptied, [{ kind: 'insert', path: PYTHON, value: 'six' }]);
    const { model, diagnostics } = parseDefinition(filled);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const { python } = model?.definition.dependencies ?? {};
    expect(typeof python === 'string' ? python.trim().split('\n') : python).toEqual(['six']);
    expect(parseDefinition(emptied).model?.definition).toMatchObject({ options: { user: 'root' } });
  });
});
