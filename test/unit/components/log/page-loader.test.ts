import { describe, expect, it } from 'vitest';
import { PageLoader } from '#components/log/page-loader.ts';
import type { WantedLines } from '#components/log/log-store.ts';

const wanted = (from: number): WantedLines => ({ phase: 'build', from, count: 500 });

function makeLoader() {
  const started: number[] = [];
  const open = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
  const settled: boolean[] = [];
  const loader = new PageLoader({
    load: ({ from }) => {
      started.push(from);
      return new Promise((resolve, reject) => open.set(from, { resolve, reject }));
    },
    onSettled: (isOk) => settled.push(isOk),
  });
  return { loader, started, open, settled };
}

describe('PageLoader', () => {
  it('fetches few at a time, nothing twice, and not what was only scrolled past', async () => {
    const { loader, started, open } = makeLoader();
    loader.want([wanted(0), wanted(500), wanted(1000), wanted(1500)]);
    loader.want([wanted(500), wanted(9000)]);
    expect(started).toEqual([0, 500, 1000]);
    open.get(0)?.resolve();
    await expect.poll(() => started).toEqual([0, 500, 1000, 9000]);
  });

  it('waits after a failure until it is told to try again', async () => {
    const { loader, started, open, settled } = makeLoader();
    loader.want([wanted(0)]);
    open.get(0)?.reject(new Error('down'));
    await expect.poll(() => settled).toEqual([false]);
    loader.want([wanted(0)]);
    expect(started).toEqual([0]);
    loader.again();
    expect(started).toEqual([0, 0]);
  });
});
