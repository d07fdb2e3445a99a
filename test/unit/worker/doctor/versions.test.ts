import { describe, expect, test } from 'vitest';

import { parseProbe } from '#worker/doctor/probe.ts';
import { sumRanges } from '#worker/doctor/read-facts.ts';
import { findVersion, isFixed } from '#worker/doctor/versions.ts';

describe('isFixed', () => {
  const fixed = ['1.33.12', '1.37.6', '1.38.1'];

  test.each([['1.33.11', false], ['1.33.12', true], ['1.34.0', false], ['1.37.5', false], ['1.37.7', true], ['1.38.0', false], ['1.38.1', true], ['1.39', true], ['2.0.0', true], ['1.28.2', false], ['', false]])('%s: %s', (version, expected) => {
    expect(isFixed(version, fixed)).toBe(expected);
  });
});

describe('findVersion', () => {
  test('finds the first version of a line', () => {
    expect(findVersion('buildah version 1.39.3 (image-spec 1.1.0)')).toBe('1.39.3');
    expect(findVersion('not found')).toBeNull();
    expect(findVersion(undefined)).toBeNull();
  });
});

describe('sumRanges', () => {
  test('adds the ranges of a user, by name or number', () => {
    expect(sumRanges('root:1:5\nann:100000:65536\n1000:200000:10\nannabel:1:7\nann:x:y\n', 'ann', 1000)).toBe(65_546);
    expect(sumRanges('', 'ann', 1000)).toBe(0);
  });
});

describe('parseProbe', () => {
  test('takes known names only, and nothing too long', () => {
    const probe = parseProbe(['capbnd\t 400c0 ', 'evil\tx', 'no tab', `os\t${'y'.repeat(10_000)}`]);
    expect(probe.capbnd).toBe('400c0');
    expect(Object.keys(probe)).toEqual(['capbnd', 'os']);
    expect(probe.os?.length).toBe(4000);
  });
});
