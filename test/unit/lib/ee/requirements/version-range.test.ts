import { describe, expect, it } from 'vitest';
import { excludeEachOther } from '#lib/ee/requirements/version-range.ts';
import { compareVersions, parseVersion, type Version } from '#lib/ee/requirements/version.ts';

function version(text: string): Version {
  const parsed = parseVersion(text);
  if (parsed === null) throw new Error(`${text} is no version.`);
  return parsed;
}

describe('compareVersions', () => {
  it('has the order of PEP 440', () => {
    const ordered = ['0.9', '1.0.dev1', '1.0a1', '1.0a2.dev1', '1.0a2', '1.0b1', '1.0rc1', '1.0', '1.0.post1', '1.0.1', '1.2', '1.10', '2', '1!0.1'];
    const shuffled = [...ordered].reverse();
    expect(shuffled.sort((a, b) => compareVersions(version(a), version(b)))).toEqual(ordered);
    expect(compareVersions(version('1.0'), version('v1.0.0+local'))).toBe(0);
  });

  it.each(['main', '1.x', '', '{{ v }}'])('does not know %j', (text) => {
    expect(parseVersion(text)).toBeNull();
  });
});

describe('excludeEachOther', () => {
  it.each([[['>=2', '<1']], [['==1', '==2']], [['>1', '<=1']], [['~=1.4', '>=2']], [['~=1.4.2', '==1.5']], [['==1.4.*', '>=1.5']], [['1.0', '!=1.0']], [['>=1', '<2', '==2.0']], [['=1', '>1']]])('%j leave no version', (clauses) => {
    expect(excludeEachOther(clauses)).toBe(true);
  });

  it.each([[[]], [['*', '>=1']], [['>=1', '<2']], [['==1.4.*', '==1.4.9']], [['~=1.4', '==1.9']], [['>=1', '<=1']], [['===foo', '>=1']], [['main', '==1']], [['!=1.*', '>=1']]])('%j leave one, or cannot be judged', (clauses) => {
    expect(excludeEachOther(clauses)).toBe(false);
  });
});
