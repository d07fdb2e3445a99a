import { describe, expect, it, vi } from 'vitest';
import { LogStore } from '#components/log/log-store.ts';
import type { WantedLines } from '#components/log/log-store.ts';
import { PAGE_LINES } from '#components/log/phase-lines.ts';

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
    expect([0, 1, 2, 3].map((line) => store.line(line)?.text)).toEqual(['c1', 'b1', 'b2', undefined]);
    expect(store.place(2)).toEqual({ phase: 'build', line: 1 });
  });

  it('asks for the lines that are looked at and not here, page by page', () => {
    const store = new LogStore();
    const asked: WantedLines[][] = [];
    store.onWanted((wanted) => asked.push(wanted));
    store.setWhole('context', 10, 1000);
    store.setWhole('build', 5000, 500_000);
    store.put('build', { from: 0, lines: ['one', 'two'], cut: [], total: 5000, head: 500_000, isOver: true });
    store.want([{ first: 8, count: 10 }]);
    expect(asked.at(-1)).toEqual([
      { phase: 'context', from: 8, count: PAGE_LINES - 8 },
      { phase: 'build', from: 2, count: PAGE_LINES - 2 },
    ]);
    expect([store.has(10, 2), store.has(9, 2)]).toEqual([true, false]);
  });

  it('keeps no more text than it may, and none that is being looked at goes', () => {
    const store = new LogStore();
    const long = 'x'.repeat(40_000);
    store.setWhole('build', 10_000, 1_000_000_000);
    for (let from = 0; from < 10_000; from += PAGE_LINES) store.put('build', { from, lines: Array.from({ length: 100 }, () => long), cut: [], total: 10_000, head: 1_000_000_000, isOver: true });
    expect(store.line(9_500)?.text).toBe(long);
    expect(store.line(0)).toBeNull();
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
