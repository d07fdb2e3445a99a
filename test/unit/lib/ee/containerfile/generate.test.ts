import { describe, expect, it } from 'vitest';
import { generateContext } from '#lib/ee/containerfile/generate.ts';
import { rangeOfOrigin, rangeOfPath } from '#lib/ee/containerfile/origin-range.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import { hasCorpus, listCorpusDefinitions } from '#test/support/corpus.ts';

const TEXT = `version: 3
images:
  base_image:
    name: registry.example/base:1.0
dependencies:
  python: [boto3]
  galaxy:
    collections: [a.b]
  ansible_core:
    package_pip: ansible-core==2.18.1
additional_build_files:
  - src: files/x.cfg
    dest: configs
additional_build_steps:
  prepend_base:
    - RUN first
    - |
      RUN one && \\
        two
  append_final: |

    # a note
    RUN third
    COPY <<END /etc/motd
    hello
    END
options:
  user: '1001'
`;

function generated(text: string, files: readonly string[] = []) {
  const { document, model } = parseDefinition(text);
  if (model === null) throw new Error('The definition has no model.');
  const context = generateContext(document, model, files);
  const lines = context.containerfile.split('\n');
  /** The instruction that begins with a text, with its lines and what made it. */
  const made = (start: string, nth = 0) => {
    const source = context.instructions.filter(({ startLine }) => lines[startLine - 1]?.startsWith(start))[nth];
    if (source === undefined) throw new Error(`There is no instruction ${start}.`);
    return { ...source, text: lines.slice(source.startLine - 1, source.endLine).join('\n') };
  };
  return { context, document, lines, made };
}

describe('the instructions of generateContext', () => {
  it('name the key that made them', () => {
    const { made } = generated(TEXT, ['files/x.cfg']);
    expect(made('ARG EE_BASE_IMAGE=').origin).toEqual({ paths: [['images', 'base_image', 'name']], isDefault: false });
    expect(made('FROM $EE_BASE_IMAGE').origin?.paths).toEqual([['images', 'base_image', 'name']]);
    expect(made('RUN $PYCMD -m pip install --no-cache-dir $ANSIBLE').origin?.paths).toEqual([['dependencies', 'ansible_core', 'package_pip']]);
    expect(made('RUN ANSIBLE_GALAXY').origin?.paths).toEqual([['dependencies', 'galaxy', 'collections']]);
    expect(made('COPY _build/requirements.txt').origin?.paths).toEqual([['dependencies', 'python']]);
    expect(made('RUN $PYCMD /output/scripts/introspect.py').origin?.paths).toEqual([['dependencies', 'python'], ['dependencies', 'galaxy']]);
    expect(made('USER 1001').origin).toEqual({ paths: [['options', 'user']], isDefault: false });
  });

  it('name the key that would change a default, and none for what is always written', () => {
    const { made } = generated(TEXT);
    expect(made('ARG PKGMGR="/usr/bin/dnf"').origin).toEqual({ paths: [['options', 'package_manager_path']], isDefault: true });
    expect(made('WORKDIR /runner').origin).toEqual({ paths: [['options', 'workdir']], isDefault: true });
    expect(made('USER root').origin).toBeNull();
    expect(made('LABEL').origin).toBeNull();
  });

  it('lead from each line of a step to its line in the text', () => {
    const { document, made } = generated(TEXT);
    const lineOf = (start: string) => {
      const { origin } = made(start);
      return origin === null ? null : rangeOfOrigin(document, origin)?.start.line;
    };
    expect(made('RUN first').origin?.paths).toEqual([['additional_build_steps', 'prepend_base', 0]]);
    expect(lineOf('RUN first')).toBe(16);
    expect(made('RUN one')).toMatchObject({ text: 'RUN one && \\\n  two', origin: { paths: [['additional_build_steps', 'prepend_base', 1]], line: 0 } });
    expect(lineOf('RUN one')).toBe(18);
    expect(lineOf('RUN third')).toBe(23);
    expect(made('COPY <<END').text).toBe('COPY <<END /etc/motd\nhello\nEND');
    expect(lineOf('COPY <<END')).toBe(24);
  });

  it('know where versions 1 and 2 keep things', () => {
    const one = generated('build_arg_defaults: {EE_BASE_IMAGE: "a:1"}\nansible_config: c\ndependencies: {galaxy: r.yml}\nadditional_build_steps: {append: RUN x}\n');
    expect(one.made('ARG EE_BASE_IMAGE=').origin).toEqual({ paths: [['build_arg_defaults', 'EE_BASE_IMAGE']], isDefault: false });
    expect(one.made('ARG EE_BUILDER_IMAGE=').origin).toEqual({ paths: [['build_arg_defaults', 'EE_BUILDER_IMAGE']], isDefault: true });
    expect(one.made('COPY _build/ansible.cfg').origin?.paths).toEqual([['ansible_config']]);
    expect(one.made('RUN x').origin?.paths).toEqual([['additional_build_steps', 'append']]);
    const two = generated('version: 2\nimages: {builder_image: {name: "b:1"}}\n');
    expect(two.made('FROM $EE_BUILDER_IMAGE').origin).toEqual({ paths: [['images', 'builder_image', 'name']], isDefault: false });
  });

  it('tell of each file of _build what made it', () => {
    const { context } = generated(TEXT, ['files/x.cfg']);
    expect(Object.fromEntries([...context.files.values()].map(({ path, madeBy }) => [path, madeBy]))).toEqual({
      '_build/requirements.yml': ['dependencies', 'galaxy'],
      '_build/requirements.txt': ['dependencies', 'python'],
      '_build/configs/x.cfg': ['additional_build_files', 0],
    });
  });
});

describe.runIf(hasCorpus())('the instructions of generateContext over the corpus', () => {
  it('follow each other, and every key that is said to have made one is in the definition', () => {
    for (const { name, text } of listCorpusDefinitions()) {
      const { document, model } = parseDefinition(text);
      if (model === null) continue;
      const { instructions, containerfile } = generateContext(document, model, []);
      const lineCount = containerfile.split('\n').length - 1;
      let previous = 0;
      for (const { startLine, endLine, origin } of instructions) {
        expect(startLine, name).toBeGreaterThan(previous);
        expect(endLine, name).toBeGreaterThanOrEqual(startLine);
        previous = endLine;
        const missing = origin?.isDefault === false ? origin.paths.filter((path) => rangeOfPath(document, path) === null) : [];
        expect(missing, name).toEqual([]);
      }
      expect(previous, name).toBeLessThanOrEqual(lineCount);
    }
  });
});
