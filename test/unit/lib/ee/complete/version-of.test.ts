import { describe, expect, it } from 'vitest';
import { versionOf } from '#lib/ee/complete/version-of.ts';

describe('versionOf', () => {
  it.each([
    ['version: 2\n', 2],
    ['---\n# EE\nversion: 1.9\nimages: [\n', 1],
    ['{version: 1}', 1],
    ['"version": "2"\n', 2],
    ['version: 7\n', 3],
    ['version: \n', 1],
    ['dependencies:\n  python: a\n', 1],
    ['', 3],
    ['ima', 3],
    ['# version: 1\n', 3],
  ])('reads %j as version %i', (text, version) => {
    expect(versionOf(text)).toBe(version);
  });
});
