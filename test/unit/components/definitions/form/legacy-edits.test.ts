import { describe, expect, it } from 'vitest';
import { planEdits } from '#components/definitions/form/apply-edits.ts';
import { roleEdits } from '#components/definitions/form/collection-edits.ts';
import { addLines, addRequirements } from '#components/definitions/form/legacy-edits.ts';
import { planFirst } from '#components/definitions/form/apply-edits.ts';
import { readForm } from '#lib/ee/form/read.ts';
import { parseDefinition } from '#lib/ee/parse.ts';

function textAfter(plan: ReturnType<typeof planEdits>): string {
  if (!plan.ok) throw new Error(plan.message);
  expect(parseDefinition(plan.text).diagnostics.filter(({ refusedBy }) => refusedBy === 'ansible-builder')).toEqual([]);
  return plan.text;
}

function withCollections(text: string, names: readonly string[]): string {
  const form = readForm(text);
  const isTextThere = form.collections.source === 'lines' || form.roles.source === 'lines';
  return textAfter(planEdits(text, addRequirements(form.schemaVersion, form.collections, { names, toValue: (name) => name, isTextThere })));
}

function withPython(text: string, values: readonly string[]): string {
  const form = readForm(text);
  return textAfter(planEdits(text, addLines(form.schemaVersion, form.python, values)));
}

describe('addLines', () => {
  it('begins a list in version 3 and a block of text in the older ones', () => {
    expect(withPython('version: 3\n', ['six', 'boto3'])).toBe('version: 3\ndependencies:\n  python:\n    - six\n    - boto3\n');
    expect(withPython('version: 2\n', ['six', 'boto3'])).toBe('version: 2\ndependencies:\n  python: |\n    six\n    boto3\n');
  });

  it('goes on with a block of text that is there', () => {
    expect(withPython('version: 1\ndependencies:\n  python: |\n    six # ours\n', ['boto3'])).toBe('version: 1\ndependencies:\n  python: |\n    six # ours\n    boto3\n');
  });
});

describe('addRequirements', () => {
  it('begins a mapping in version 3 and a block of YAML in the older ones', () => {
    expect(withCollections('version: 3\n', ['a.b'])).toBe('version: 3\ndependencies:\n  galaxy:\n    collections:\n      - a.b\n');
    expect(readForm(withCollections('version: 1\n', ['a.b', 'c.d'])).collections).toMatchObject({ source: 'lines', items: [{ value: { name: 'a.b' } }, { value: { name: 'c.d' } }] });
  });

  it('adds collections to a block that has only roles', () => {
    const text = withCollections('version: 2\ndependencies:\n  galaxy: |\n    roles:\n      - x.y\n', ['a.b']);
    expect(readForm(text).collections.items.map(({ value }) => value.name)).toEqual(['a.b']);
    expect(readForm(text).roles.items).toHaveLength(1);
  });
});

describe('roleEdits of a role without a name', () => {
  it.each(['version: 3\ndependencies:\n  galaxy:\n    roles:\n      - x.y # keep\n', 'version: 3\ndependencies:\n  galaxy:\n    roles:\n      - src: x.y # keep\n'])('changes what it is called by, and names it when it gets a source: %j', (text) => {
    const [role] = readForm(text).roles.items;
    if (role === undefined) throw new Error('There is no role.');
    const renamed = textAfter(planFirst(text, roleEdits(role.path, role.value, 'name', 'z.y')));
    expect(renamed).toBe(text.replace('x.y', 'z.y'));
    const sourced = textAfter(planFirst(text, roleEdits(role.path, role.value, 'src', 'https://example.com/r.git')));
    expect(readForm(sourced).roles.items[0]?.value).toMatchObject({ name: 'x.y', src: 'https://example.com/r.git' });
    expect(sourced).toContain('# keep');
  });
});
