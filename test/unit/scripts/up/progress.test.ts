import { describe, expect, it, vi } from 'vitest';

import { createProgress, formatSeconds } from '#scripts/up/progress.ts';

describe('createProgress', () => {
  it('numbers the steps and says how each ended', async () => {
    const lines: string[] = [];
    const progress = createProgress(2, (line) => lines.push(line));
    await progress.step('one', () => Promise.resolve('done'));
    await expect(progress.step('two', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(lines[0]).toMatch(/^\[ 1\/2\] one: done \(\d+\.\d s\)$/);
    expect(lines[1]).toMatch(/^\[ 2\/2\] two: failed after/);
  });

  it('announces a step that takes long before it ends', async () => {
    vi.useFakeTimers();
    const lines: string[] = [];
    const { promise, resolve } = Promise.withResolvers<string>();
    const step = createProgress(1, (line) => lines.push(line)).step('slow', () => promise);
    await vi.advanceTimersByTimeAsync(2000);
    expect(lines).toEqual(['[ 1/1] slow …']);
    vi.useRealTimers();
    resolve('done');
    await step;
    expect(lines).toHaveLength(2);
  });
});

describe('formatSeconds', () => {
  it('shows tenths only below ten seconds', () => {
    expect([formatSeconds(940), formatSeconds(74_200)]).toEqual(['0.9 s', '74 s']);
  });
});
