import { describe, expect, it } from 'vitest';
import { editDefinition, type DefinitionEdit } from '#lib/ee/edit/edit.ts';

function edited(text: string, ...edits: DefinitionEdit[]): string {
  return edits.reduce((current, edit) => {
    const result = editDefinition(current, edit);
    if (!result.ok) throw new Error(`${result.reason}: ${result.message}`);
    return result.text;
  }, text);
}

const PYTHON = ['dependencies', 'python'];

describe('editDefinition', () => {
  it('keeps the quotes and the comment of a value', () => {
    const text = "images:\n  base_image:\n    name: 'a:1'   # base\n";
    expect(edited(text, { kind: 'set', path: ['images', 'base_image', 'name'], value: 'b:2' })).toBe("images:\n  base_image:\n    name: 'b:2'   # base\n");
  });

  it('quotes a text that would be read as something else', () => {
    expect(edited('options:\n  user: root\n', { kind: 'set', path: ['options', 'user'], value: '1000' })).toBe("options:\n  user: '1000'\n");
  });

  it('writes booleans in the words of the text', () => {
    expect(edited('options:\n  skip_pip_install: Yes\n', { kind: 'set', path: ['options', 'skip_pip_install'], value: false })).toBe('options:\n  skip_pip_install: No\n');
  });

  it('adds to a list with the indentation of the list, behind trailing comments', () => {
    const text = 'dependencies:\n    python:\n    - boto3  # b\n    # next\n\n    system: [git]\n';
    expect(edited(text, { kind: 'insert', path: PYTHON, value: 'requests' })).toBe(
      'dependencies:\n    python:\n    - boto3  # b\n    - requests\n    # next\n\n    system: [git]\n',
    );
  });

  it('adds at a place, under the comment of the item before', () => {
    const text = 'dependencies:\n  python:\n    # a\n    - a\n    # b\n    - b\n';
    expect(edited(text, { kind: 'insert', path: PYTHON, index: 1, value: 'x' })).toBe('dependencies:\n  python:\n    # a\n    - a\n    - x\n    # b\n    - b\n');
  });

  it('gives an emptied list its first item back in block style', () => {
    const text = 'dependencies:\n  python:  # mine\n    - boto3\n    # keep\n  system: []\n';
    const emptied = edited(text, { kind: 'delete', path: [...PYTHON, 0] });
    expect(emptied).toBe('dependencies:\n  python: []  # mine\n    # keep\n  system: []\n');
    expect(edited(emptied, { kind: 'insert', path: PYTHON, value: 'boto3' })).toBe('dependencies:\n  python:  # mine\n    - boto3\n    # keep\n  system: []\n');
  });

  it('edits flow lists in flow style', () => {
    const text = 'dependencies: {python: [a, b], system: [git]}\n';
    expect(edited(text, { kind: 'insert', path: PYTHON, value: 'c: d' }, { kind: 'delete', path: [...PYTHON, 0] })).toBe("dependencies: {python: [b, 'c: d'], system: [git]}\n");
  });

  it('keeps one item to a line in a flow list of several lines', () => {
    const text = 'dependencies:\n  python: [\n    a,  # first\n    b,\n  ]\n';
    expect(edited(text, { kind: 'insert', path: PYTHON, value: 'c' })).toBe('dependencies:\n  python: [\n    a,  # first\n    b,\n    c,\n  ]\n');
  });

  it('edits lines inside a block of text', () => {
    const text = 'dependencies:\n  system: |\n    git [platform:rpm]\n    # compiler\n    gcc  # c\n\n    make\noptions: {}\n';
    const path = ['dependencies', 'system'];
    expect(
      edited(text, { kind: 'set', path: [...path, 1], value: 'gcc-c++' }, { kind: 'delete', path: [...path, 2] }, { kind: 'insert', path, value: 'tar' }, { kind: 'move', path, from: 2, to: 0 }),
    ).toBe('dependencies:\n  system: |\n    tar\n    git [platform:rpm]\n    # compiler\n    gcc-c++  # c\noptions: {}\n');
  });

  it('edits YAML inside a block of text', () => {
    const text = 'dependencies:\n  galaxy: |\n    # mine\n    collections:\n      - a.b\n';
    expect(edited(text, { kind: 'insert', path: ['dependencies', 'galaxy', 'collections'], value: { name: 'c.d', version: '1.0' } })).toBe(
      "dependencies:\n  galaxy: |\n    # mine\n    collections:\n      - a.b\n      - name: c.d\n        version: '1.0'\n",
    );
  });

  it('keeps the folding of a folded text', () => {
    const text = 'additional_build_steps:\n  append_final:\n    - >-\n      RUN one\n      && two\n      && three\n';
    const path = ['additional_build_steps', 'append_final', 0];
    expect(edited(text, { kind: 'set', path, value: 'RUN one && 2 && three' })).toBe(text.replace('two', '2'));
  });

  it('moves an item with the comment above it', () => {
    const text = 'dependencies:\n  python:\n    - a\n    # about b\n    - b  # b\n    - c\n';
    expect(edited(text, { kind: 'move', path: PYTHON, from: 1, to: 0 })).toBe('dependencies:\n  python:\n    # about b\n    - b  # b\n    - a\n    - c\n');
  });

  it('creates missing parents, and removes parents that become empty', () => {
    const text = 'version: 3\n# end\n';
    const path = ['options', 'container_init', 'cmd'];
    const created = edited(text, { kind: 'set', path, value: '["bash"]' });
    expect(created).toBe('version: 3\noptions:\n  container_init:\n    cmd: \'["bash"]\'\n# end\n');
    expect(edited(created, { kind: 'delete', path })).toBe(text);
  });

  it('keeps comments between removed parents', () => {
    const text = 'version: 3\noptions:\n  # why\n  user: root\nimages: {}\n';
    expect(edited(text, { kind: 'delete', path: ['options', 'user'] })).toBe('version: 3\n  # why\nimages: {}\n');
  });

  it('keeps CRLF line ends', () => {
    const text = 'dependencies:\r\n  python:\r\n    - a\r\n';
    expect(edited(text, { kind: 'insert', path: PYTHON, value: 'b' }, { kind: 'set', path: ['options', 'user'], value: 'u' })).toBe(
      'dependencies:\r\n  python:\r\n    - a\r\n    - b\r\noptions:\r\n  user: u\r\n',
    );
  });

  it('works on a text without a final line break', () => {
    expect(edited('dependencies:\n  python:\n    - a', { kind: 'insert', path: PYTHON, value: 'b' })).toBe('dependencies:\n  python:\n    - a\n    - b');
  });

  it('keeps the value of a block that ends the text without a line break', () => {
    expect(edited('additional_build_steps:\n  append_final: |\n    RUN a', { kind: 'set', path: ['options', 'user'], value: 'u' })).toBe(
      'additional_build_steps:\n  append_final: |-\n    RUN a\noptions:\n  user: u',
    );
  });

  it('puts a missing version first', () => {
    expect(edited('---\n# mine\noptions: {}\n', { kind: 'set', path: ['version'], value: 3 })).toBe('---\n# mine\nversion: 3\noptions: {}\n');
  });

  it('does not let a block of text swallow the comments below it', () => {
    const text = 'dependencies:\n  python: requirements.txt\n    # - boto3\n';
    expect(edited(text, { kind: 'set', path: PYTHON, value: 'a\nb\n' })).toBe('dependencies:\n  python: "a\\nb\\n"\n    # - boto3\n');
  });

  it('starts an empty text', () => {
    expect(edited('', { kind: 'set', path: ['version'], value: 3 })).toBe('version: 3\n');
    expect(edited('---\n# new\n', { kind: 'insert', path: PYTHON, value: 'a' })).toBe('---\n# new\ndependencies:\n  python:\n    - a\n');
  });

  it('copies an aliased value instead of changing the anchor', () => {
    const text = 'additional_build_steps:\n  prepend_base: &s [RUN a]\n  append_base: *s\n';
    expect(edited(text, { kind: 'set', path: ['additional_build_steps', 'append_base'], value: ['RUN b'] })).toContain('prepend_base: &s [RUN a]\n');
  });

  it.each<[string, DefinitionEdit, string]>([
    ['a: [\n', { kind: 'set', path: ['version'], value: 3 }, 'invalid-yaml'],
    ['dependencies: {python: requirements.txt}\n', { kind: 'insert', path: PYTHON, value: 'a' }, 'file-reference'],
    ['additional_build_steps:\n  prepend_base: &s\n    - RUN a\n  append_base: *s\n', { kind: 'insert', path: ['additional_build_steps', 'prepend_base'], value: 'RUN b' }, 'shared'],
    ['options: {tags: [a, b]}\n', { kind: 'move', path: ['options', 'tags'], from: 0, to: 5 }, 'not-found'],
    ['options: text\n', { kind: 'set', path: ['options', 'user'], value: 'a' }, 'wrong-kind'],
    ['a: 1\na: 2\n', { kind: 'delete', path: ['a'] }, 'duplicate-key'],
  ])('refuses with a reason: %j', (text, edit, reason) => {
    expect(editDefinition(text, edit)).toMatchObject({ ok: false, reason });
  });

  it('changes nothing when the value is there already', () => {
    expect(editDefinition('version: 3\n', { kind: 'set', path: ['version'], value: 3 })).toEqual({ ok: true, text: 'version: 3\n', edits: [] });
  });
});
