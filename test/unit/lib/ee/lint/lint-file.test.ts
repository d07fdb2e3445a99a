import { describe, expect, it } from 'vitest';
import type { FileKind } from '#lib/ee/lint/rule.ts';
import { fileKindOf, lintFile } from '#lib/ee/lint/lint-file.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import { applyTextEdits } from '#lib/ee/text-lines.ts';

function found(kind: FileKind, text: string): string[] {
  return lintFile(kind, text).map(({ code, range }) => `${code}@${String(range.start.line)}:${String(range.start.column)}`);
}

describe('fileKindOf', () => {
  it.each([
    ['requirements.txt', 'python'], ['./files/dev-requirements.in', 'python'], ['constraints.txt', 'python'], ['bindep.txt', 'system'], ['requirements.yml', 'galaxy'], ['galaxy-requirements.yaml', 'galaxy'], ['files/ansible.cfg', 'config'], ['readme.txt', null], ['execution-environment.yml', null], ['hello.sh', null],
  ])('takes %s for %s', (path, kind) => {
    expect(fileKindOf(path)).toBe(kind);
  });

  it('follows the key that names the file', () => {
    const { model } = parseDefinition('version: 3\ndependencies: {python: ./deps/pip.list, system: requirements.txt}\n');
    expect([fileKindOf('deps/pip.list', model), fileKindOf('requirements.txt', model)]).toEqual(['python', 'system']);
  });
});

describe('lintFile', () => {
  it('reads requirements.txt as a list of the definition', () => {
    expect(found('python', 'boto3=1\n# boto3=1\n\n  requests>=2\nrequests<1\n-r other.txt\nother.txt\n')).toEqual([
      'python-requirement@1:1', 'conflicting-requirement@5:1', 'file-in-list@7:1',
    ]);
    expect(found('python', '--index-url https://me:geheim@pypi.example/simple\r\nboto3\r\n')).toEqual(['secret-in-requirement@1:1']);
  });

  it('takes lines that a backslash joins for one requirement', () => {
    const locked = 'six==1.17.0 \\\n    --hash=sha256:abc \\\n    --hash=sha256:def\n    # via boto3\nboto3==1.35.0 \\\r\n    --hash=sha256:abc\r\n';
    expect(found('python', locked)).toEqual([]);
    const twice = `${locked}six==1.17.0 \\\n    --hash=sha256:abc\n`;
    const [duplicate] = lintFile('python', twice);
    expect(duplicate?.range.start.line).toBe(7);
    const fixed = applyTextEdits(twice, duplicate?.fix?.edits ?? []);
    expect(fixed.split('\n').length).toBe(twice.split('\n').length - 3);
    expect(found('python', fixed)).toEqual([]);
    const block = locked.replaceAll('\r', '').replaceAll(/^(?=.)/gm, '    ');
    expect(parseDefinition(`version: 3\nimages: {base_image: {name: "a/b:1"}}\ndependencies:\n  python: |\n${block}`).diagnostics).toEqual([]);
    const [inBlock] = parseDefinition(`version: 3\nimages: {base_image: {name: "a/b:1"}}\ndependencies:\n  python: |\n${block}${block}`).diagnostics;
    expect([inBlock?.code, inBlock?.fix]).toEqual(['duplicate-requirement', undefined]);
  });

  it('reads bindep.txt', () => {
    expect(found('system', 'git [platform:rpm]\ngcc [platform:rpm\ngit [platform:rpm]\n')).toEqual(['system-requirement@2:1', 'duplicate-requirement@3:1']);
  });

  it('reads requirements.yml, also in its old form', () => {
    expect(found('galaxy', 'collections:\n  - name: a.b\n    version: 1.10\n  - e.f:1\n  - name: c.d\n    signatures: [x]\nrole: []\n')).toEqual([
      'yaml11-number@3:14', 'galaxy-requirement@4:5', 'signature-options@6:5', 'galaxy-mapping@7:1',
    ]);
    expect(found('galaxy', '- src: a.b\n')).toEqual([]);
    expect(found('galaxy', 'collections: [\n')).toContain('yaml-syntax@2:1');
    expect(found('galaxy', '')).toEqual(['galaxy-mapping@1:1']);
  });

  it('finds tokens in ansible.cfg', () => {
    expect(found('config', '[galaxy]\nserver_list = hub\n[galaxy_server.hub]\nurl = https://hub.example/\ntoken = abcdef\n# token = x\n')).toEqual(['secret-in-requirement@5:1']);
    expect(found('config', '[galaxy_server.hub]\ntoken = {{ token }}\n')).toEqual([]);
  });

  it('has quick fixes for the file, and is silenced by a comment in it', () => {
    const text = 'boto3=1\nrequests\nrequests\n';
    const fixed = lintFile('python', text).map(({ fix }) => (fix === undefined ? null : applyTextEdits(text, fix.edits)));
    expect(fixed).toEqual(['boto3==1\nrequests\nrequests\n', 'boto3=1\nrequests\n']);
    expect(found('python', 'requests\nrequests  # ee-foundry: ignore duplicate-requirement\n')).toEqual([]);
  });

  it('ends endless nesting without a finding', () => {
    expect(lintFile('galaxy', '['.repeat(100_000))).toBeInstanceOf(Array);
    expect(parseDefinition(`version: 3\ndependencies:\n  galaxy: |\n    ${'['.repeat(100_000)}\n    x\n`).diagnostics).toBeInstanceOf(Array);
  });
});
