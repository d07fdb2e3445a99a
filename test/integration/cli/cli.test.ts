import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createContexts, BUILDER_VENV } from '#test/support/ansible-builder.ts';
import { runCommand, runProcess, temporaryFolder } from '#test/support/cli.ts';
import { contextFolder, hasCorpus, listOracleRows } from '#test/support/corpus.ts';

/** Without ansible-builder. */
const PLAIN_PATH = '/usr/bin:/bin';
const GOOD = 'version: 3\nimages:\n  base_image:\n    name: quay.io/b/c:1\ndependencies:\n  python: requirements.txt\n';

function folderWith(files: Record<string, string>): string {
  const folder = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

interface CheckRow {
  file: string;
  accepted: boolean;
  buildable: boolean;
  diagnostics: { code: string; range: { start: { line: number; column: number } } }[];
}

describe('ee-foundry check', () => {
  it('gives each problem with line and column, and the verdicts; exit 1', async () => {
    const cwd = folderWith({ 'a.yml': 'version: 3\ndependencies:\n  pyhton: x\n', 'b.yml': GOOD, 'requirements.txt': '' });
    const { code, out } = await runCommand(['check', '--json', 'a.yml', 'b.yml'], { cwd });
    const rows = JSON.parse(out) as CheckRow[];
    expect(code).toBe(1);
    expect(rows.map(({ file, accepted, buildable }) => [file, accepted, buildable])).toEqual([['a.yml', false, false], ['b.yml', true, true]]);
    expect(rows[0]?.diagnostics[0]).toMatchObject({ code: 'unknown-key', range: { start: { line: 3, column: 3 } } });
    expect((await runCommand(['check', 'a.yml'], { cwd })).out).toContain('a.yml:3:3: error: ');
    expect(await runCommand(['check', 'b.yml'], { cwd })).toMatchObject({ code: 0, err: '' });
  });

  it('looks for files beside the definition, unless they are assumed', async () => {
    const cwd = folderWith({ 'b.yml': GOOD });
    expect((await runCommand(['check', 'b.yml'], { cwd })).code).toBe(1);
    expect((await runCommand(['check', '--assume-files', 'b.yml'], { cwd })).code).toBe(0);
    expect((await runCommand(['check', '-'], { cwd, stdin: GOOD })).code).toBe(0);
  });

  it('tells what ansible-builder accepts and this product does not build', async () => {
    const cwd = folderWith({ 'in/b.yml': GOOD.replace('requirements.txt', '../requirements.txt'), 'requirements.txt': '' });
    const { code, out } = await runCommand(['check', '--json', 'in/b.yml'], { cwd });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject([{ accepted: true, buildable: false }]);
  });

  it('reports a file that is not UTF-8, one that is missing, and wrong use', async () => {
    const cwd = folderWith({});
    writeFileSync(join(cwd, 'latin.yml'), Buffer.from([0x61, 0x3a, 0x20, 0xe9, 0x0a]));
    expect(JSON.parse((await runCommand(['check', '--json', 'latin.yml'], { cwd })).out)).toMatchObject([{ accepted: false, diagnostics: [{ code: 'not-utf8' }] }]);
    expect(await runProcess(['check', 'gone.yml'], { cwd })).toMatchObject({ code: 3, err: expect.stringContaining('gone.yml') as string });
    expect((await runCommand(['check', '--nonsense', 'latin.yml'], { cwd })).code).toBe(2);
    expect((await runCommand(['nonsense'], { cwd })).code).toBe(2);
    expect(await runCommand(['--help'], { cwd })).toMatchObject({ code: 0, err: '' });
  });
});

describe.runIf(hasCorpus())('ee-foundry check over the corpus', () => {
  const rows = listOracleRows();
  const definition = (name: string) => resolve('../shared/corpus/definitions', name);

  it('agrees with ansible-builder with the files that the corpus has, in one call', async () => {
    const files = rows.map(({ name }) => (existsSync(contextFolder(name)) ? join(contextFolder(name), 'execution-environment.yml') : definition(name)));
    const { out } = await runProcess(['check', '--json', ...files]);
    const verdicts = (JSON.parse(out) as CheckRow[]).map(({ accepted }) => (accepted ? 'accept' : 'reject'));
    expect(verdicts).toEqual(rows.map(({ verdict }) => verdict));
    expect(verdicts).toHaveLength(168);
  });

  it('agrees with ansible-builder once missing files exist, in one call over the folder', async () => {
    const { code, out } = await runProcess(['check', '--json', '--assume-files', resolve('../shared/corpus/definitions')]);
    const reports = JSON.parse(out) as CheckRow[];
    const verdicts = new Map(reports.map(({ file, accepted }) => [file.split('/').at(-1), accepted ? 'accept' : 'reject']));
    expect(code).toBe(1);
    expect(rows.filter(({ name, verdictWithFiles }) => verdicts.get(name) !== verdictWithFiles)).toEqual([]);
    expect(reports.filter(({ accepted, buildable }) => buildable && !accepted)).toEqual([]);
  });
});

describe('ee-foundry fmt and migrate', () => {
  const UGLY = 'version:   1\n# mine\ndependencies:\n    python:   requirements.txt\n';
  const NEAT = 'version: 1\n# mine\ndependencies:\n  python: requirements.txt\n';

  it('formats in place, checks, prints', async () => {
    const cwd = folderWith({ 'a.yml': UGLY });
    expect(await runCommand(['fmt', '--check', 'a.yml'], { cwd })).toMatchObject({ code: 1, out: 'a.yml: is not formatted\n' });
    expect(readFileSync(join(cwd, 'a.yml'), 'utf8')).toBe(UGLY);
    expect((await runCommand(['fmt', 'a.yml'], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, 'a.yml'), 'utf8')).toBe(NEAT);
    expect((await runCommand(['fmt', '--check', 'a.yml'], { cwd })).code).toBe(0);
    expect(await runProcess(['fmt', '-'], { cwd, stdin: UGLY })).toMatchObject({ code: 0, out: NEAT });
    expect(await runCommand(['fmt', '-'], { cwd, stdin: 'a: [1' })).toMatchObject({ code: 1, out: '' });
  });

  it('migrates to version 3, printed or in place, with notes', async () => {
    const cwd = folderWith({ 'a.yml': NEAT });
    const printed = await runCommand(['migrate', 'a.yml'], { cwd });
    expect(printed).toMatchObject({ code: 0, out: NEAT.replace('version: 1', 'version: 3') });
    expect(printed.err).toContain('a.yml: Version 3');
    await runCommand(['migrate', '--write', 'a.yml'], { cwd });
    expect(readFileSync(join(cwd, 'a.yml'), 'utf8')).toBe(printed.out);
    expect(JSON.parse((await runCommand(['migrate', '--json', '-'], { cwd, stdin: NEAT })).out)).toMatchObject({ changed: true });
  });
});

describe('ee-foundry context', () => {
  it('writes what ansible-builder create writes, its scripts included', async () => {
    const cwd = folderWith({ 'execution-environment.yml': GOOD, 'requirements.txt': 'six\n' });
    const [expected] = await createContexts([{ text: GOOD, files: { 'requirements.txt': 'six\n' } }]);
    const builder = join(BUILDER_VENV, 'bin/ansible-builder');
    expect(await runProcess(['context', '--ansible-builder', builder, '-o', 'out', 'execution-environment.yml'], { cwd, path: PLAIN_PATH })).toMatchObject({ code: 0 });
    expect(readFileSync(join(cwd, 'out/Containerfile'), 'utf8')).toBe(expected?.containerfile);
    expect(readFileSync(join(cwd, 'out/_build/requirements.txt'), 'utf8')).toBe('six\n');
    const scripts = readdirSync(join(cwd, 'out/_build/scripts')).sort();
    expect(scripts).toEqual(['assemble', 'check_ansible', 'check_galaxy', 'entrypoint', 'install-from-bindep', 'introspect.py', 'pip_install']);
    expect(statSync(join(cwd, 'out/_build/scripts/assemble')).mode & 0o777).toBe(0o755);
    expect(await runCommand(['context', '-o', 'out', 'execution-environment.yml'], { cwd })).toMatchObject({ code: 3, err: expect.stringContaining('not empty') as string });
  });

  it('finds ansible-builder on PATH, and says so where there is none', async () => {
    const cwd = folderWith({ 'execution-environment.yml': GOOD, 'requirements.txt': '' });
    expect((await runProcess(['context', '-o', 'a', 'execution-environment.yml'], { cwd, path: `${join(BUILDER_VENV, 'bin')}:${PLAIN_PATH}` })).code).toBe(0);
    const without = await runProcess(['context', '--json', '-o', 'b', 'execution-environment.yml'], { cwd, path: PLAIN_PATH });
    expect(without).toMatchObject({ code: 4, err: expect.stringContaining('--ansible-builder PATH') as string });
    expect(JSON.parse(without.out)).toEqual({ directory: 'b', files: ['Containerfile', '_build/requirements.txt'], hasScripts: false });
    expect((await runCommand(['context', '--ansible-builder', '/nowhere', '-o', 'c', 'execution-environment.yml'], { cwd })).code).toBe(3);
  });

  it('refuses what cannot be built', async () => {
    const cwd = folderWith({ 'execution-environment.yml': GOOD });
    expect(await runCommand(['context', 'execution-environment.yml'], { cwd })).toMatchObject({ code: 1, err: expect.stringContaining('line 6') as string });
  });
});

describe('ee-foundry import and export', () => {
  it('imports a playbook into folders, with placeholders filled in', async () => {
    const play = 'ee_pull_collections_from_hub: false\nee_list:\n  - name: one\n    base_image: "{{ hub }}/b:1"\n    tag: 1.0\n  - name: two\n';
    const cwd = folderWith({ 'vars.yml': play });
    const { code, out } = await runCommand(['import', '--set', 'hub=hub.example', '-o', 'out', 'vars.yml'], { cwd });
    expect(code).toBe(0);
    expect(out).toContain('tags: 1.0');
    expect(readFileSync(join(cwd, 'out/one/execution-environment.yml'), 'utf8')).toContain('name: hub.example/b:1');
    expect(readdirSync(join(cwd, 'out'))).toEqual(['one', 'two']);
    expect((await runCommand(['import', '-', '--json'], { cwd, stdin: 'just words here, nothing else' })).code).toBe(1);
  });

  it('exports to a zip archive and imports it again: the same bytes and modes', async () => {
    const cwd = folderWith({ 'my-ee/execution-environment.yml': `# kept\n${GOOD}`, 'my-ee/requirements.txt': 'six\n', 'my-ee/bin/run': '#!/bin/sh\n' });
    chmodSync(join(cwd, 'my-ee/bin/run'), 0o755);
    expect((await runCommand(['export', '--as', 'folder', '-o', 'ee.zip', 'my-ee/execution-environment.yml'], { cwd })).code).toBe(0);
    expect((await runCommand(['import', '-o', 'back', 'ee.zip'], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, 'back/my-ee/execution-environment.yml'), 'utf8')).toBe(`# kept\n${GOOD}`);
    expect(readFileSync(join(cwd, 'back/my-ee/requirements.txt'), 'utf8')).toBe('six\n');
    expect(statSync(join(cwd, 'back/my-ee/bin/run')).mode & 0o777).toBe(0o755);
  });

  it('exports for ee_utilities and as a context', async () => {
    const cwd = folderWith({ 'execution-environment.yml': GOOD, 'requirements.txt': '' });
    const asPlaybook = await runCommand(['export', '--as', 'ee-utilities', '--name', 'mine', '--repository', 'quay.io/t/mine', '--tag', '1.0', '-o', 'play', '--json', 'execution-environment.yml'], { cwd });
    expect(JSON.parse(asPlaybook.out)).toMatchObject({ files: ['mine/build_ee.yml', 'mine/ee_vars.yml', 'mine/requirements.txt'] });
    expect(readFileSync(join(cwd, 'play/mine/ee_vars.yml'), 'utf8')).toContain("tag: '1.0'");
    expect((await runProcess(['export', '--as', 'containerfile', '-o', 'ctx', 'execution-environment.yml'], { cwd, path: PLAIN_PATH })).code).toBe(4);
    expect((await runCommand(['export', '--as', 'pdf', '-o', 'x', 'execution-environment.yml'], { cwd })).code).toBe(2);
  });
});
