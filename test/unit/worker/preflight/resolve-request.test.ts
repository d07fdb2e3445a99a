import { describe, expect, it } from 'vitest';
import { Places } from '#lib/ee/preflight/places.ts';
import { FACTS } from '#test/support/findings.ts';
import { configOptions, platformOf, pythonRequest } from '#worker/preflight/resolve-request.ts';

const NONE = { file: null, lines: [], excluded: [] };

describe('pythonRequest', () => {
  it('has every line with its place and who asks; options of pip become options of uv', () => {
    const text = 'version: 3\ndependencies:\n  python:\n    - --extra-index-url https://mirror.example/simple\n    - boto3\n  ansible_core: {package_pip: ansible-core==2.20.0}\n';
    const collection = { name: 'acme.tools', version: '1', dependencies: {}, sizeBytes: 1, python: { file: 'requirements.txt', lines: ['six'], excluded: [] }, system: NONE, ignored: [], error: null };
    const introspected = { collections: [collection], user: { python: ['--extra-index-url https://mirror.example/simple', 'boto3'], system: [] }, errors: [] };
    expect(pythonRequest(introspected, '', new Places(text))).toEqual({
      options: ['--index=https://mirror.example/simple'],
      lines: [
        { who: 'user', text: 'boto3', path: ['dependencies', 'python', 1] },
        { who: 'user', text: 'ansible-core==2.20.0', path: ['dependencies', 'ansible_core', 'package_pip'] },
        { who: 'acme.tools', text: 'six', path: null },
      ],
    });
  });
});

describe('platformOf', () => {
  it.each([
    ['x86_64', 'glibc 2.41', 'x86_64-manylinux_2_40'],
    ['aarch64', 'glibc 2.28', 'aarch64-manylinux_2_28'],
    ['x86_64', 'glibc 2.27', 'x86_64-manylinux_2_17'],
    ['s390x', 'glibc 2.41', null],
    ['x86_64', '', null],
  ])('%s with %s', (architecture, libc, platform) => {
    expect(platformOf({ ...FACTS, architecture }, libc)).toBe(platform);
  });
});

describe('configOptions', () => {
  it("takes the indexes of the base's pip", () => {
    expect(configOptions({ 'index-url': 'https://a.example/simple', 'extra-index-url': 'https://b.example/simple https://c.example/simple', timeout: '9' })).toEqual(['--default-index=https://a.example/simple', '--index=https://b.example/simple', '--index=https://c.example/simple']);
  });
});
