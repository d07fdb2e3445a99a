import { describe, expect, it } from 'vitest';
import { readForm } from '#lib/ee/form/read.ts';

const TEXT = `version: 3
images:
  base_image:
    name: registry.example/base:1.0
dependencies:
  python:
    - boto3>=1.34
  system: |
    # build tools
    git [platform:rpm]  # needed
    gcc
  galaxy:
    collections:
      - amazon.aws
      - name: community.general
        version: ">=9"
    roles: [geerlingguy.docker]
additional_build_steps:
  prepend_base: RUN a
  append_final:
    - RUN b
    - RUN c
additional_build_files:
  - src: ansible.cfg
    dest: configs
options:
  user: "1000"
  skip_pip_install: true
`;

describe('readForm', () => {
  it('shows values, each with the path and place for an edit', () => {
    const form = readForm(TEXT);
    expect(form.baseImage).toMatchObject({ value: 'registry.example/base:1.0', path: ['images', 'base_image', 'name'], range: { start: { line: 4, column: 11 } } });
    expect(form.python).toMatchObject({ source: 'list', items: [{ value: 'boto3>=1.34', path: ['dependencies', 'python', 0] }] });
    expect(form.collections.items.map(({ value }) => [value.name, value.version])).toEqual([['amazon.aws', null], ['community.general', '>=9']]);
    expect(form.roles.items[0]?.value.src).toBe('geerlingguy.docker');
    expect(form.texts.user.value).toBe('1000');
    expect(form.switches.skipPipInstall.value).toBe(true);
    expect(form.switches.skipAnsibleCheck).toMatchObject({ isPresent: false, range: null, path: ['options', 'skip_ansible_check'] });
    expect(form.files.items[0]?.value).toEqual({ src: 'ansible.cfg', dest: 'configs' });
  });

  it('shows a block of lines as a list with the place of each line', () => {
    const { system } = readForm(TEXT);
    expect(system.source).toBe('lines');
    expect(system.items.map(({ value, path, range }) => [value, path.at(-1), range.start.line])).toEqual([['git [platform:rpm]', 0, 10], ['gcc', 1, 11]]);
  });

  it('shows steps given as text and as a list', () => {
    const { steps } = readForm(TEXT);
    expect(steps.prepend_base).toMatchObject({ source: 'text', text: 'RUN a' });
    expect(steps.append_final).toMatchObject({ source: 'list', text: 'RUN b\nRUN c' });
    expect(steps.append_base.source).toBe('absent');
  });

  it('says where a file is named instead of a list', () => {
    const form = readForm('version: 3\ndependencies:\n  python: requirements.txt\n  galaxy: requirements.yml\n');
    expect(form.python).toMatchObject({ source: 'file', file: 'requirements.txt', items: [] });
    expect(form.collections).toMatchObject({ source: 'file', file: 'requirements.yml' });
  });

  it('reads collections out of a block of YAML', () => {
    const form = readForm('version: 3\ndependencies:\n  galaxy: |\n    collections:\n      - a.b\n');
    expect(form.collections).toMatchObject({ source: 'lines', items: [{ value: { name: 'a.b' }, path: ['dependencies', 'galaxy', 'collections', 0] }] });
  });

  it('knows where versions 1 and 2 keep things', () => {
    const form = readForm('build_arg_defaults: {EE_BASE_IMAGE: "a:1"}\nadditional_build_steps: {append: RUN x}\n');
    expect(form.baseImage).toMatchObject({ value: 'a:1', path: ['build_arg_defaults', 'EE_BASE_IMAGE'] });
    expect(form.steps.append_final).toMatchObject({ text: 'RUN x', path: ['additional_build_steps', 'append'] });
  });

  it('is read-only with the place of the mistake while the YAML is not valid', () => {
    expect(readForm('a: b: c\n')).toMatchObject({ isReadOnly: true, problem: { range: { start: { line: 1 } } } });
  });
});
