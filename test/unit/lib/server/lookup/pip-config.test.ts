import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '#lib/server/config.ts';
import { indexesOfPip } from '#lib/server/lookup/pip-config.ts';

const DEFAULT = 'https://default.example/simple';
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
  it('is the default of pip where nothing is configured, and none while that is not known', () => {
    expect(indexesOfPip({ PIP_CONFIG_FILE: '/dev/null' }, DEFAULT)).toEqual([DEFAULT]);
    expect(indexesOfPip({ PIP_CONFIG_FILE: '/dev/null' }, null)).toEqual([]);
  });

  it("takes the environment before the user's file, and that before the machine's", () => {
    write('xdg/pip/pip.conf', '[global]\nindex-url = https://site.example/simple\nextra_index_url =\n    https://one.example/simple\n    https://two.example/simple\n');
    const env = { HOME: home, XDG_CONFIG_DIRS: path.join(home, 'xdg') };
    expect(indexesOfPip(env, DEFAULT)).toEqual(['https://site.example/simple', 'https://one.example/simple', 'https://two.example/simple']);
    write('.config/pip/pip.conf', '# mine\n[global]\nindex-url: https://mine.example/simple\n');
    expect(indexesOfPip(env, DEFAULT)[0]).toBe('https://mine.example/simple');
    expect(indexesOfPip({ ...env, PIP_INDEX_URL: 'https://env.example/simple', PIP_EXTRA_INDEX_URL: '' }, DEFAULT)).toEqual(['https://env.example/simple']);
  });

  it('takes [install] before [global], the named file last, and nothing with no-index', () => {
    const file = write('pip.conf', '[install]\nindex-url=https://install.example/simple\n[global]\nindex-url=https://global.example/simple\n');
    expect(indexesOfPip({ HOME: home, PIP_CONFIG_FILE: file }, DEFAULT)).toEqual(['https://install.example/simple']);
    expect(indexesOfPip({ PIP_CONFIG_FILE: write('no.conf', '[global]\nno-index = true\n') }, DEFAULT)).toEqual([]);
  });

  it('takes no index that is not of the web', () => {
    expect(indexesOfPip({ PIP_CONFIG_FILE: '/dev/null', PIP_INDEX_URL: 'file:///srv/simple' }, DEFAULT)).toEqual([]);
  });
});

describe('loadConfig', () => {
  it('reads what npm run up noted as the default of pip', () => {
    expect(loadConfig({ EEF_DATA_DIR: home, PIP_CONFIG_FILE: '/dev/null' })).toMatchObject({ pipDefaultIndex: null, pythonIndexes: [] });
    write('cache/pip-index', `${DEFAULT}\n`);
    expect(loadConfig({ EEF_DATA_DIR: home, PIP_CONFIG_FILE: '/dev/null' })).toMatchObject({ pipDefaultIndex: DEFAULT, pythonIndexes: [DEFAULT] });
  });

  it("asks the setting's indexes instead of pip's, or none", () => {
    const env = { PIP_CONFIG_FILE: '/dev/null', PIP_INDEX_URL: 'https://pip.example/simple' };
    expect(loadConfig(env).pythonIndexes).toEqual(['https://pip.example/simple']);
    expect(loadConfig({ ...env, EEF_PYTHON_INDEX: 'https://a.example/simple https://b.example/simple' }).pythonIndexes).toEqual(['https://a.example/simple', 'https://b.example/simple']);
    expect(loadConfig({ ...env, EEF_PYTHON_INDEX: 'none' }).pythonIndexes).toEqual([]);
    expect(() => loadConfig({ ...env, EEF_PYTHON_INDEX: 'robot:secret-1@pypi.example' })).toThrow(/EEF_PYTHON_INDEX: Give URLs/);
  });
});
