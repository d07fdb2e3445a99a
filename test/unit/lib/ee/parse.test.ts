import { describe, expect, it } from 'vitest';
import { isAccepted, isBuildable, parseDefinition } from '#lib/ee/parse.ts';

function codesOf(text: string, files?: string[]): string[] {
  return parseDefinition(text, files === undefined ? {} : { files }).diagnostics.map(({ code, range }) => `${code}@${String(range.start.line)}`);
}

const BASE = 'version: 3\nimages: {base_image: {name: registry.example/base:1.0}}\n';

describe('parseDefinition', () => {
  it('gives the model of each version', () => {
    expect(parseDefinition(`${BASE}options: {user: "1000"}\n`).model).toEqual({
      version: 3,
      definition: { version: 3, images: { base_image: { name: 'registry.example/base:1.0' } }, options: { user: '1000' } },
    });
    expect(parseDefinition('version: 2\nansible_config: a.cfg\n').model?.version).toBe(2);
    expect(parseDefinition('dependencies: {python: requirements.txt}\n').model?.version).toBe(1);
  });

  it('cuts the version to an integer', () => {
    expect(parseDefinition('version: 3.9\n').model?.version).toBe(3);
  });

  it('says nothing about a definition that is in order', () => {
    expect(parseDefinition(`${BASE}dependencies:\n  python:\n    - boto3>=1.34\n`).diagnostics).toEqual([]);
  });

  it.each([
    ['a: [\n', 'yaml-syntax@2'],
    ['a: 1\n---\nb: 2\n', 'yaml-documents@2'],
    ['a: !foo 1\n', 'yaml-tag@1'],
    ['a: *x\n', 'yaml-alias@1'],
    ['a: &x 1\nb: &x 2\n', 'yaml-anchor@2'],
    ['a: \u0007\n', 'yaml-character@1'],
    ['version:\t3\n', 'yaml-tab@1'],
    ['- a\n', 'not-a-mapping@1'],
    ['version: "3"\n', 'wrong-type@1'],
    ['version: 4\n', 'unsupported-version@1'],
    ['version: 2024-01-01\n', 'wrong-type@1'],
    [`${BASE}optoins: {}\n`, 'unknown-key@3'],
    [`${BASE}options:\n  user: 1000\n`, 'wrong-type@4'],
    [`${BASE}options:\n  skip_pip_install: "yes"\n`, 'wrong-type@4'],
    [`${BASE}dependencies:\n  python:\n    - 1\n`, 'wrong-type@5'],
    [`${BASE}dependencies:\n  ansible_core: {}\n`, 'missing-key@4'],
    [`${BASE}additional_build_files:\n  - src: a\n`, 'missing-key@4'],
    [`${BASE}dependencies:\n`, 'wrong-type@3'],
    ['version: 3\nimages:\n  base_image:\n    signature_original_name: a:1\n', 'image-reference@4'],
    ['version: 3\nimages: {base_image: {name: registry.example/base}}\n', 'image-reference@2'],
  ])('rejects %j as ansible-builder does', (text, expected) => {
    const parsed = parseDefinition(text);
    expect(codesOf(text)).toContain(expected);
    expect(isAccepted(parsed)).toBe(false);
  });

  it('names every wrong place of a definition, not only the first', () => {
    expect(codesOf(`${BASE}foo: 1\noptions:\n  user: 1\n  bar: 2\n`)).toEqual(['unknown-key@3', 'wrong-type@5', 'unknown-key@6']);
  });

  it('points at the item of a list that is not text', () => {
    const [diagnostic] = parseDefinition(`${BASE}options:\n  tags: [a, 1.5]\n`).diagnostics;
    expect(diagnostic).toMatchObject({ path: ['options', 'tags', 1], range: { start: { line: 4, column: 13 }, end: { line: 4, column: 16 } } });
  });

  it('reads values as YAML 1.1', () => {
    const { model } = parseDefinition(`${BASE}options: {skip_pip_install: yes, workdir: ~}\nversion: 03\n`);
    expect(model?.definition).toMatchObject({ version: 3, options: { skip_pip_install: true, workdir: null } });
  });

  it('keeps y and n as text, as PyYAML does', () => {
    expect(parseDefinition(`${BASE}options: {user: y}\n`).model).not.toBeNull();
  });

  it('follows aliases and merges', () => {
    const { model } = parseDefinition('version: 3\nadditional_build_steps:\n  prepend_base: &s [RUN a]\n  append_base: *s\n');
    expect(model?.definition.additional_build_steps).toEqual({ prepend_base: ['RUN a'], append_base: ['RUN a'] });
  });

  it('ends a billion laughs attack with a diagnostic', () => {
    const levels = Array.from({ length: 12 }, (_, index) => `a${String(index)}: &a${String(index)} [${Array(10).fill(index === 0 ? 'x' : `*a${String(index - 1)}`).join(', ')}]`);
    expect(codesOf(`${levels.join('\n')}\n`).join()).toContain('too-large');
  });

  it('ends endless nesting with a diagnostic', () => {
    expect(parseDefinition('['.repeat(100_000)).diagnostics[0]?.severity).toBe('error');
  });

  it('refuses a text of more than 256 KiB', () => {
    expect(codesOf(`# ${'x'.repeat(256 * 1024)}\n`)).toEqual(['too-large@1']);
  });

  it('knows which files are missing', () => {
    const text = `${BASE}dependencies:\n  python: ./req//requirements.txt\n  galaxy: requirements.yml\n`;
    expect(codesOf(text)).toEqual([]);
    expect(codesOf(text, ['req/requirements.txt'])).toEqual(['missing-file@5']);
    expect(isAccepted(parseDefinition(text, { files: ['req/requirements.txt', 'requirements.yml'] }))).toBe(true);
  });

  it('refuses to build what reaches out of the folder or injects instructions, although ansible-builder accepts it', () => {
    const outside = parseDefinition(`${BASE}dependencies: {python: /etc/passwd}\n`);
    const injected = parseDefinition(`${BASE}options: {user: "1000\\nRUN id"}\n`);
    expect([isAccepted(outside), isBuildable(outside)]).toEqual([true, false]);
    expect([isAccepted(injected), isBuildable(injected)]).toEqual([true, false]);
  });

  it('is silenced by a comment, except about what prevents a build', () => {
    const text = 'version: 3\nimages:\n  base_image:\n    # ee-foundry: ignore image-tag\n    name: registry.example/base:latest\n';
    expect(codesOf(text)).toEqual([]);
    expect(codesOf('version: 3\nimages: {base_image: {name: a}}  # ee-foundry: ignore image-reference\n')).toEqual(['image-reference@2']);
  });

  it('offers the key that an unknown one is most likely meant to be', () => {
    const text = `${BASE}dependencies: {pyhton: a.txt}\n`;
    const [diagnostic] = parseDefinition(text).diagnostics;
    expect(diagnostic?.fix?.title).toBe('Change to python');
  });
});
