import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';

import { needsMeasure, watchFence, type FenceOptions } from '#worker/podman/fence.ts';

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

describe('watchFence', () => {
  function watch(signal: AbortSignal, change: Partial<FenceOptions> = {}) {
    return watchFence({ logFile: '/nowhere', logBytes: GB, dir: tmpdir(), diskBytes: 10 * GB, known: null, measureBytes: () => Promise.resolve(GB), onMeasured: () => undefined, signal, intervalMs: 1, ...change });
  }

  test('ends a container that fills more than it may', async () => {
    expect(await watch(new AbortController().signal, { measureBytes: () => Promise.resolve(11 * GB) })).toBe('disk');
  });

  test('does not hold up what has ended: a walk that goes on is given up', async () => {
    const over = new AbortController();
    const measured: number[] = [];
    const reason = await watch(over.signal, {
      measureBytes: (signal) => new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve(null));
        over.abort();
      }),
      onMeasured: ({ bytes }) => measured.push(bytes),
    });
    expect([reason, measured]).toEqual([null, []]);
  });
});
