import { planEdits, planFirst } from '#components/definitions/form/apply-edits.ts';
import { collectionEdits, roleEdits } from '#components/definitions/form/collection-edits.ts';
import { listEdits } from '#components/definitions/form/list-edits.ts';
import { moved } from '#components/definitions/form/moved.ts';
import { pastedItems } from '#components/definitions/form/pasted-items.ts';
import { readForm } from '#lib/ee/form/read.ts';
import { describe, expect, it } from 'vitest';

const TEXT = `version: 3
dependencies:
  python: [boto3, six] # ours
  galaxy:
    collections:
      - amazon.aws  # cloud
      - name: ansible.posix
        version: '>=1.0'
    roles:
      - geerlingguy.ntp
additional_build_steps:
  append_final:
    - RUN one
    - RUN two # keep
    - RUN three
`;

function textAfter(ways: Parameters<typeof planFirst>[1], text = TEXT): string {
  const plan = planFirst(text, ways);
  if (!plan.ok) throw new Error(plan.message);
  return plan.text;
}

describe('planEdits', () => {
  it('makes each edit on what the one before it left, and keeps the steps for the undo history', () => {
    const plan = planEdits(TEXT, [
      { kind: 'insert', path: ['dependencies', 'python'], value: 'jmespath' },
      { kind: 'delete', path: ['dependencies', 'python', 0] },
    ]);
    if (!plan.ok) throw new Error(plan.message);
    expect(plan.text).toContain('python: [six, jmespath] # ours');
    expect(plan.steps).toHaveLength(2);
    expect(plan.steps[0]?.before).toBe(TEXT);
    expect(plan.steps[1]?.before).toContain('[boto3, six, jmespath]');
  });

  it('changes nothing when one of several cannot be made', () => {
    expect(planEdits('a: [', [{ kind: 'set', path: ['a'], value: 'b' }]).ok).toBe(false);
  });
});

describe('collectionEdits', () => {
  const { collections } = readForm(TEXT);
  const bare = collections.items[0]!;
  const mapping = collections.items[1]!;

  it('turns a bare name into an entry with a version, and leaves the comment', () => {
    const text = textAfter(collectionEdits(bare.path, bare.value, 'version', '>=9'));
    expect(readForm(text).collections.items[0]?.value).toMatchObject({ name: 'amazon.aws', version: '>=9' });
    expect(text).toContain('# cloud');
  });

  it('changes only its own key of an entry', () => {
    expect(textAfter(collectionEdits(mapping.path, mapping.value, 'version', '2.0.0'))).toBe(TEXT.replace("'>=1.0'", "'2.0.0'"));
  });

  it('adds a source and removes an emptied version', () => {
    const text = textAfter(collectionEdits(mapping.path, mapping.value, 'source', 'https://hub.example.com/'));
    expect(readForm(text).collections.items[1]?.value).toMatchObject({ version: '>=1.0', source: 'https://hub.example.com/' });
    const emptied = textAfter(collectionEdits(mapping.path, mapping.value, 'version', ''));
    expect(readForm(emptied).collections.items[1]?.value).toMatchObject({ name: 'ansible.posix', version: null });
  });

  it('renames a bare name where it stands', () => {
    expect(textAfter(collectionEdits(bare.path, bare.value, 'name', 'amazon.cloud'))).toBe(TEXT.replace('amazon.aws', 'amazon.cloud'));
  });
});

describe('roleEdits', () => {
  it('gives a bare role a version', () => {
    const role = readForm(TEXT).roles.items[0]!;
    const text = textAfter(roleEdits(role.path, role.value, 'version', '2.3.0'));
    expect(readForm(text).roles.items[0]?.value).toMatchObject({ src: 'geerlingguy.ntp', version: '2.3.0' });
  });
});

describe('listEdits', () => {
  const path = ['additional_build_steps', 'append_final'];
  const before = ['RUN one', 'RUN two', 'RUN three'];

  it.each([
    ['the same', before],
    ['one changed', ['RUN one', 'RUN 2', 'RUN three']],
    ['one more at the end', [...before, 'RUN four']],
    ['one more in the middle', ['RUN one', 'RUN x', 'RUN two', 'RUN three']],
    ['the first gone', ['RUN two', 'RUN three']],
    ['two gone, one changed', ['RUN x']],
    ['all other', ['RUN a', 'RUN b', 'RUN c', 'RUN d']],
  ])('leads to the wanted list: %s', (_what, after) => {
    const plan = planEdits(TEXT, listEdits(path, before, after));
    if (!plan.ok) throw new Error(plan.message);
    expect(readForm(plan.text).steps.append_final.items.map((item) => item.value)).toEqual(after);
  });

  it('leaves a comment of an item that stays', () => {
    const plan = planEdits(TEXT, listEdits(path, before, [...before, 'RUN four']));
    expect(plan.ok && plan.text).toContain('- RUN two # keep\n');
  });
});

describe('moved', () => {
  it('moves up and down', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  });
});

describe('pastedItems', () => {
  it('takes the lines of a requirements file without comments and blanks', () => {
    expect(pastedItems('boto3>=1\r\n\n# note\n  six  \n')).toEqual(['boto3>=1', 'six']);
  });
});
