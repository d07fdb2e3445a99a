import { describe, expect, test } from 'vitest';

import { uidBaseCandidate, volumeName } from '#worker/podman/volumes.ts';

describe('uidBaseCandidate', () => {
  test('gives ranges of 65536 ids that never overlap and fit into 31 bits', () => {
    const bases = Array.from({ length: 500 }, (_, index) => uidBaseCandidate(`eef-w-t-${index}`, 'i', 0));
    for (const base of bases) {
      expect(base % 65_536).toBe(0);
      expect(base).toBeGreaterThanOrEqual(0x2000_0000);
      expect(base + 65_536).toBeLessThanOrEqual(0x4000_0000);
    }
  });

  test('tries another range each time, and the same ones after a restart', () => {
    const tries = Array.from({ length: 8192 }, (_, attempt) => uidBaseCandidate('eef-w-t-0', 'i', attempt));
    expect(new Set(tries).size).toBe(8192);
    expect(uidBaseCandidate('eef-w-t-0', 'i', 0)).toBe(tries[0]);
  });
});

describe('volumeName', () => {
  const owner = { instance: 'i', worker: 'w.1' };

  test('is one per worker, trust domain and slot', () => {
    expect(volumeName({ trustDomain: 'default', slot: 2 }, owner)).toBe('eef-w.1-default-2');
  });

  test('is fit for podman and never that of another trust domain', () => {
    const name = volumeName({ trustDomain: 'team a/b', slot: 2 }, owner);
    expect(name).toMatch(/^eef-w\.1-team_a_b-2-[0-9a-f]{8}$/);
    expect(volumeName({ trustDomain: 'team_a/b', slot: 2 }, owner)).not.toBe(name);
  });
});
