import { describe, expect, it, vi } from 'vitest';
import { LogStore } from '#components/log/log-store.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('LogStore', () => {
  it('counts lines on over the phases, in the order of the phases', () => {
    const store = new LogStore();
    store.append('build', 0, encode('b1\nb2\n'));
    store.append('context', 0, encode('c1\n'));
    expect(store.phases()).toEqual([
      { phase: 'context', first: 0, count: 1 },
      { phase: 'build', first: 1, count: 2 },
    ]);
    expect([0, 1, 2].map((line) => store.line(line).text)).toEqual(['c1', 'b1', 'b2']);
  });

  it('reads runs that end with their phase', () => {
    const store = new LogStore();
    store.append('context', 0, encode('c1\nc2\n'));
    store.append('build', 0, encode('b1\n'));
    expect(store.run(1, 10)).toEqual(['c2']);
    expect(store.run(2, 10)).toEqual(['b1']);
    expect(store.run(3, 10)).toEqual([]);
  });

  it('tells its listeners of many changes at once', async () => {
    const store = new LogStore();
    const listener = vi.fn();
    store.subscribe(listener);
    for (let index = 0; index < 50; index += 1) store.append('build', store.lengthOf('build'), encode(`line ${index}\n`));
    await expect.poll(() => listener.mock.calls.length).toBe(1);
    expect(store.getVersion()).toBe(1);
    expect(store.lineCount).toBe(50);
  });
});
