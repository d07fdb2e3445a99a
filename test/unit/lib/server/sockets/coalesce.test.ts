import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createCoalescer } from '#lib/server/sockets/coalesce.ts';

describe('createCoalescer', () => {
  it('sends the first at once and the newest of the rest later, each key for itself', async () => {
    const sent: string[] = [];
    const coalescer = createCoalescer<string>({ everyMs: 30, keyOf: (message) => message.charAt(0), send: (message) => void sent.push(message) });
    for (const message of ['a1', 'a2', 'b1', 'a3']) coalescer.add(message);
    expect(sent).toEqual(['a1', 'b1']);
    await expect.poll(() => sent, { timeout: 10_000 }).toEqual(['a1', 'b1', 'a3']);
  });

  it('sends at once again after a pause', async () => {
    const sent: number[] = [];
    const coalescer = createCoalescer<number>({ everyMs: 1, keyOf: () => 'x', send: (message) => void sent.push(message) });
    coalescer.add(1);
    while (sent.length < 3) {
      const before = sent.length;
      await sleep(50);
      coalescer.add(before + 1);
      expect(sent).toHaveLength(before + 1);
    }
  });
});
