import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '#lib/server/config.ts';
import { indexesOfPip } from '#lib/server/lookup/pip-config.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'eef-pip-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const file = path.join(home, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

describe('indexesOfPip', () => {
  it('is PyPI where nothing is configured', () => {
    expect(indexesOfPip({ PIP_CONFIG_FILE: '/dev/null' })).toEqual(['https://pypi.org/simple/']);
  });

  it("takes the environment before the user's file, and that before the machine's", () => {
    write('xdg/pip/pip.conf', '[global]\nindex-url = https://site.example/simple\nextra_index_url =\n    https://one.example/simple\n    https://two.example/simple\n');
    const env = { HOME: home, XDG_CONFIG_DIRS: path.join(home, 'xdg') };
    expect(indexesOfPip(env)).toEqual(['https://site.example/simple', 'https://one.example/simple', 'https://two.example/simple']);
    write('.config/pip/pip.conf', '# mine\n[global]\nindex-url: https://mine.example/simple\n');
    expect(indexesOfPip(env)[0]).toBe('https://mine.example/simple');
    expect(indexesOfPip({ ...env, PIP_INDEX_URL: 'https://env.example/simple', PIP_EXTRA_INDEX_URL: '' })).toEqual(['https://env.example/simple']);
  });

  it('takes [install] before [global], the named file last, and nothing with no-index', () => {
    const file = write('pip.conf', '[install]\nindex-url=https://install.example/simple\n[global]\nindex-url=https://global.example/simple\n');
    expect(indexesOfPip({ HOME: home, PIP_CONFIG_FILE: file })).toEqual(['https://install.example/simple']);
    expect(indexesOfPip({ PIP_CONFIG_FILE: write('no.conf', '[global]\nno-index = true\n') })).toEqual([]);
  });

  it('takes no index that is not of the web', () => {
    expect(indexesOfPip({ PIP_CONFIG_FILE: '/dev/null', PIP_INDEX_URL: 'file:///srv/simple' })).toEqual([]);
  });
});

describe('loadConfig', () => {
  it("asks the setting's indexes instead of pip's, or none", () => {
    const env = { PIP_CONFIG_FILE: '/dev/null', PIP_INDEX_URL: 'https://pip.example/simple' };
    expect(loadConfig(env).pythonIndexes).toEqual(['https://pip.example/simple']);
    expect(loadConfig({ ...env, EEF_PYTHON_INDEX: 'https://a.example/simple https://b.example/simple' }).pythonIndexes).toEqual(['https://a.example/simple', 'https://b.example/simple']);
    expect(loadConfig({ ...env, EEF_PYTHON_INDEX: 'none' }).pythonIndexes).toEqual([]);
    expect(() => loadConfig({ ...env, EEF_PYTHON_INDEX: 'robot:secret-1@pypi.example' })).toThrow(/EEF_PYTHON_INDEX: Give URLs/);
  });
});
