import { describe, expect, it } from 'vitest';
import { readCollection, readRole } from '#lib/ee/requirements/galaxy.ts';

describe('readCollection', () => {
  it('reads names, names with a version, and mappings', () => {
    expect(readCollection('amazon.aws')).toMatchObject({ name: 'amazon.aws', version: null });
    expect(readCollection('amazon.aws:>=9')).toMatchObject({ name: 'amazon.aws', version: '>=9' });
    expect(readCollection('https://git.example/x.git')).toMatchObject({ name: 'https://git.example/x.git', version: null });
    expect(readCollection({ name: 'a.b', version: 1.1, source: 'hub', type: 'galaxy', signatures: ['s'] })).toEqual({
      name: 'a.b', version: '1.1', source: 'hub', type: 'galaxy', signatures: ['s'],
    });
  });

  it('gives null for anything else', () => {
    expect([readCollection(null), readCollection({ version: '1' })]).toEqual([null, null]);
  });
});

describe('readRole', () => {
  it('reads names and mappings', () => {
    expect(readRole('a.b,1.0')).toEqual({ name: null, src: 'a.b', version: '1.0', scm: null });
    expect(readRole({ src: 'https://git.example/r.git', scm: 'git', name: 'r' })).toEqual({ name: 'r', src: 'https://git.example/r.git', version: null, scm: 'git' });
  });
});
