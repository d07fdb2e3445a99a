import { describe, expect, test } from 'vitest';

import { needsMeasure } from '#worker/podman/fence.ts';

const GB = 1e9;
const LAST = { atMs: 1000, bytes: 5 * GB, freeBytes: 100 * GB };

describe('needsMeasure', () => {
  test('measures first, and then once a minute', () => {
    expect(needsMeasure(null, 100 * GB, 10 * GB, 0)).toBe(true);
    expect(needsMeasure(LAST, 100 * GB, 10 * GB, 60_999)).toBe(false);
    expect(needsMeasure(LAST, 100 * GB, 10 * GB, 61_000)).toBe(true);
  });

  test('measures earlier when the file system lost so much that the limit may be near', () => {
    expect(needsMeasure(LAST, 97 * GB, 10 * GB, 2000)).toBe(false);
    expect(needsMeasure(LAST, 95 * GB, 10 * GB, 2000)).toBe(true);
    expect(needsMeasure(LAST, 110 * GB, 10 * GB, 2000)).toBe(false);
  });

  test('does not walk a full volume again and again while nothing is written', () => {
    expect(needsMeasure({ ...LAST, bytes: 9.5 * GB }, 100 * GB, 10 * GB, 2000)).toBe(false);
  });
});
