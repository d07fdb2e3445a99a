import { describe, expect, it } from 'vitest';

import { countIds } from '#scripts/up/podman.ts';

describe('countIds', () => {
  it('adds up the ranges of a user, by name and by number', () => {
    expect(countIds('ann:100000:65536\n1001:300000:10\nbob:200000:65536\n', ['ann', '1001'])).toBe(65_546);
  });

  it('counts nothing in an empty or broken file', () => {
    expect(countIds('', ['ann'])).toBe(0);
    expect(countIds('ann:100000\nann', ['ann'])).toBe(0);
  });
});
