import { describe, expect, it } from 'vitest';
import { planImport, type ImportOptions } from '#lib/ee/import/import.ts';
import { isBuildable, parseDefinition } from '#lib/ee/parse.ts';

const OPTIONS: ImportOptions = { baseImage: 'registry.example/base:1' };

function plan(files: Record<string, string | null>, options: ImportOptions = OPTIONS) {
  return planImport(Object.entries(files).map(([path, text]) => ({ path, text })), options);
}

describe('planImport', () => {
  it('takes definitions byte for byte, each with its own folder', () => {
    const text = 'version: 3\r\n# kept\r\ndependencies: {python: requirements.txt}\r\n';
    const { definitions, notes } = plan({ 'repo/one/execution-environment.yml': text, 'repo/one/requirements.txt': 'six', 'repo/one/bin/logo.png': null, 'repo/two/execution-environment.yaml': 'version: 1\n', 'repo/README.md': 'x', 'repo/.git/config': '' });
    expect(definitions.map(({ name }) => name)).toEqual(['one', 'two']);
    expect(definitions[0]?.text).toBe(text);
    expect(definitions[0]?.files.map(({ path, source }) => [path, source])).toEqual([
      ['requirements.txt', { kind: 'input', path: 'repo/one/requirements.txt' }],
      ['bin/logo.png', { kind: 'input', path: 'repo/one/bin/logo.png' }],
    ]);
    expect(notes.map(({ file }) => file)).toEqual(['repo/README.md']);
  });

  it('says what ansible-builder will refuse', () => {
    const { definitions } = plan({ 'my-ee.yml': 'version: 3\ndependencies:\n  python: gone.txt\n' });
    expect(definitions[0]).toMatchObject({ name: 'my-ee', notes: [expect.objectContaining({ code: 'missing-file', line: 3 })] });
  });

  it('makes one draft around requirement files and keeps them', () => {
    const { definitions } = plan({ 'app/requirements.txt': '# web\nrequests>=2\n', 'app/requirements.yml': 'collections:\n  - a.b\n', 'app/bindep.txt': 'git [platform:rpm]\n' });
    expect(definitions).toHaveLength(1);
    const [draft] = definitions;
    expect(draft).toMatchObject({ kind: 'galaxy', name: 'app' });
    expect(draft?.text).toBe('---\nversion: 3\nimages:\n  base_image:\n    name: registry.example/base:1\ndependencies:\n  galaxy: requirements.yml\n  python: requirements.txt\n  system: bindep.txt\n');
    expect(isBuildable(parseDefinition(draft?.text ?? '', { files: draft?.files.map(({ path }) => path) ?? [] }))).toBe(true);
  });

  it.each([
    ['pip freeze', 'boto3==1.35.0\nmine @ file:///home/me/mine\n', 'pip-freeze'],
    ['requirements.txt', '-r base.txt\nboto3>=1 ; python_version > "3.9"\n', 'python'],
    ['bindep.txt', 'gcc [compile platform:rpm]\ngit\n', 'bindep'],
    ['requirements.yml', 'roles:\n  - src: https://x.example/r.git\n', 'galaxy'],
    ['an old requirements.yml', '- src: geerlingguy.java\n', 'galaxy'],
    ['a definition that speaks of ee_builder', '# for ee_builder\nversion: 3\ndependencies:\n  python: [six]\n', 'definition'],
    ['a definition', 'dependencies:\n  python: |\n    six\n', 'definition'],
  ])('recognises %s by its content', (_, text, kind) => {
    expect(plan({ pasted: text }).definitions[0]?.kind).toBe(kind);
  });

  it('points at packages that only one machine has', () => {
    expect(plan({ pasted: 'boto3==1\nmine @ file:///home/me/mine\n' }).definitions[0]?.notes).toEqual([expect.objectContaining({ code: 'local-package', line: 2 })]);
  });

  it('says so when nothing is recognised', () => {
    expect(plan({ 'notes.md': '# hello' })).toMatchObject({ definitions: [], notes: [{ code: 'unused-file' }, { code: 'nothing-found', severity: 'error' }] });
  });

  it('makes a draft from the contents of an image, without what its base has', () => {
    const contents = {
      ansibleCore: '2.18.0',
      ansibleRunner: null,
      python: { packages: [{ name: 'boto3', version: '1.35.0' }, { name: 'PyYAML', version: '6.0' }, { name: 'pip', version: '24' }] },
      collections: [{ name: 'amazon.aws', version: '9.0.0' }],
      system: { manager: 'dpkg', packages: [{ name: 'bash', version: '5' }, { name: 'git', version: '2' }] },
      config: { env: ['PATH=/x', 'TOKEN=s3cret'], user: '1000', workdir: '/runner', entrypoint: [], cmd: [] },
    };
    const base = { ...contents, ansibleCore: '2.18.0', python: { packages: [{ name: 'pyyaml', version: '6.0' }] }, collections: [], system: { manager: 'dpkg' as const, packages: [{ name: 'bash', version: '5' }] }, roles: [] };
    const [draft] = plan({ 'contents.json': JSON.stringify(contents) }, { ...OPTIONS, baseContents: base }).definitions;
    const { model } = parseDefinition(draft?.text ?? '');
    expect(model?.definition).toEqual({
      version: 3,
      images: { base_image: { name: 'registry.example/base:1' } },
      dependencies: { galaxy: { collections: [{ name: 'amazon.aws', version: '9.0.0' }] }, python: ['boto3==1.35.0'], system: ['git [platform:dpkg]'] },
      options: { package_manager_path: '/usr/bin/apt-get', skip_pip_install: true },
    });
    expect(JSON.stringify(draft)).toContain('TOKEN');
    expect(JSON.stringify(draft)).not.toContain('s3cret');
  });
});
