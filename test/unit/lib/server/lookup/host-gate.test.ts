import { describe, expect, it } from 'vitest';
import { UpstreamFailedError } from '#lib/server/errors.ts';
import { HostGate } from '#lib/server/lookup/host-gate.ts';

describe('HostGate', () => {
  it('lets so many at once and the others after them', async () => {
    const gate = new HostGate({ parallel: 2 });
    const ends: (() => void)[] = [];
    let running = 0;
    let most = 0;
    const work = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => ends.push(resolve));
      running -= 1;
    };
    const all = Promise.all([1, 2, 3, 4, 5].map(() => gate.run('a.example', work)));
    let ended = 0;
    while (ended < 5) {
      await expect.poll(() => ends.length).toBeGreaterThan(ended);
      ends[ended]?.();
      ended += 1;
    }
    await all;
    expect(most).toBe(2);
  });

  it('does not go to a host that is away for a while, and goes to others', async () => {
    let now = 0;
    const gate = new HostGate({ now: () => now });
    const away = () => Promise.reject(new UpstreamFailedError('away', { isUnreachable: true }));
    await expect(gate.run('a.example', away)).rejects.toThrow('away');
    await expect(gate.run('a.example', () => Promise.resolve('here'))).rejects.toThrow('away');
    expect(await gate.run('b.example', () => Promise.resolve('here'))).toBe('here');
    now = 16_000;
    expect(await gate.run('a.example', () => Promise.resolve('here'))).toBe('here');
    await expect(gate.run('a.example', () => Promise.reject(new UpstreamFailedError('bad answer')))).rejects.toThrow('bad answer');
    expect(await gate.run('a.example', () => Promise.resolve('here'))).toBe('here');
  });
});
