import { describe, expect, it } from 'vitest';
import { containsOf } from '#lib/ee/templates/contains.ts';

describe('containsOf', () => {
  it('names what the text asks for, without versions, profiles and repetitions', () => {
    const text = 'version: 3\ndependencies:\n  galaxy:\n    collections: [{name: a.b, version: ">=1"}]\n    roles: [geerlingguy.java]\n  python: |\n    boto3>=1.0 # why\n    six\n    six; python_version < "3"\n  system: [git [platform:rpm], git]\n';
    expect(containsOf(text.replace('[git [platform:rpm], git]', '["git [platform:rpm]", git]'))).toEqual(['a.b', 'geerlingguy.java', 'boto3', 'six', 'git']);
  });

  it('is empty for a text that cannot be read', () => {
    expect(containsOf('version: [3')).toEqual([]);
  });
});
