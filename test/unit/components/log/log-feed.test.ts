import { describe, expect, it } from 'vitest';
import { LogFeed } from '#components/log/log-feed.ts';
import type { LogSource, WatchHandlers } from '#components/log/log-feed.ts';
import { LogStore } from '#components/log/log-store.ts';
import type { PhaseName } from '#lib/contract/builds.ts';
import type { LogLines } from '#lib/contract/logs.ts';

const TEXT = new TextEncoder().encode(Array.from({ length: 300 }, (_, index) => `line ${index} äöü\n`).join(''));

/** A server that has `size` bytes of the build phase. */
class FakeServer implements LogSource {
  size = 0;
  reads: number[] = [];
  pages: number[] = [];
  isDown = false;
  maxBytes = Number.POSITIVE_INFINITY;
  handlers: WatchHandlers | null = null;

  lines = async ({ from, count }: { from: number; count: number }): Promise<LogLines> => {
    await Promise.resolve();
    this.pages.push(from);
    if (this.isDown) throw new Error('down');
    const text = new TextDecoder().decode(TEXT.slice(0, this.size));
    const all = text.split('\n').slice(0, -1);
    const first = from < 0 ? Math.max(0, all.length + from) : from;
    const head = new TextEncoder().encode(all.map((line) => `${line}\n`).join('')).length;
    return { from: first, lines: all.slice(first, first + count), cut: [], total: all.length, head, isOver: false };
  };

  read = async ({ phase, offset }: { phase: PhaseName; offset: number }, onBytes: (offset: number, bytes: Uint8Array) => void): Promise<boolean> => {
    await Promise.resolve();
    this.reads.push(offset);
    if (this.isDown) throw new Error('down');
    if (this.size - offset > this.maxBytes) return false;
    if (phase === 'build' && offset < this.size) onBytes(offset, TEXT.slice(offset, this.size));
    return true;
  };

  watch = (handlers: WatchHandlers): (() => void) => {
    this.handlers = handlers;
    handlers.onConnected();
    return () => {
      this.handlers = null;
    };
  };

  /** Writes on; the browser hears of it unless the message is lost. */
  write(bytes: number, isLost = false): void {
    const from = this.size;
    this.size = Math.min(TEXT.length, from + bytes);
    if (!isLost) this.handlers?.onBytes('build', from, TEXT.slice(from, this.size));
  }
}

const phase = (logBytes: number, isDone = false) => [{ name: 'build' as const, status: isDone ? ('succeeded' as const) : ('running' as const), logBytes, logSealed: isDone, logLines: isDone ? 300 : null, logRemovedAt: null }];
const textOf = (store: LogStore): string => Array.from({ length: store.lineCount }, (_, line) => `${store.line(line)?.text ?? '?'}\n`).join('');

describe('LogFeed', () => {
  it('reads the backlog, then goes on with live bytes, without gap or repeat', async () => {
    const server = new FakeServer();
    const store = new LogStore();
    server.write(1000);
    const feed = new LogFeed(store, server);
    feed.update(phase(1000), false);
    await expect.poll(() => store.lengthOf('build')).toBe(1000);
    server.write(500);
    expect(store.lengthOf('build')).toBe(1500);
    expect(store.connection).toBe('live');
    feed.close();
  });

  it('fetches what a lost message held', async () => {
    const server = new FakeServer();
    const store = new LogStore();
    const feed = new LogFeed(store, server);
    feed.update(phase(0), false);
    server.write(100, true);
    server.write(50);
    await expect.poll(() => store.lengthOf('build')).toBe(150);
    feed.close();
  });

  it('says that the connection is lost, and resumes at its offset', async () => {
    const server = new FakeServer();
    const store = new LogStore();
    const feed = new LogFeed(store, server);
    server.write(400);
    feed.update(phase(400), false);
    await expect.poll(() => store.lengthOf('build')).toBe(400);
    server.handlers?.onLost();
    expect(store.connection).toBe('lost');
    server.write(300, true);
    server.handlers?.onConnected();
    await expect.poll(() => store.lengthOf('build')).toBe(700);
    expect(server.reads).toContain(400);
    expect(store.connection).toBe('live');
    feed.close();
  });

  it('takes the end of a log that is far ahead, and joins live bytes to it', async () => {
    const server = new FakeServer();
    const store = new LogStore();
    server.write(3005);
    server.maxBytes = 200;
    const feed = new LogFeed(store, server);
    feed.update(phase(3005), false);
    await expect.poll(() => store.lengthOf('build')).toBe(3005);
    expect(server.pages).toEqual([-500]);
    server.write(100);
    expect(store.lengthOf('build')).toBe(3105);
    expect(textOf(store)).toBe(new TextDecoder().decode(TEXT.slice(0, 3105)).replace(/[^\n]*$/, ''));
    feed.close();
  });

  it('tries again while the server does not answer', async () => {
    const server = new FakeServer();
    const store = new LogStore();
    server.isDown = true;
    server.write(TEXT.length);
    const feed = new LogFeed(store, server);
    feed.update(phase(TEXT.length, true), true);
    store.want([{ first: 0, count: 300 }]);
    await expect.poll(() => store.connection).toBe('lost');
    server.isDown = false;
    await expect.poll(() => textOf(store), { timeout: 10_000 }).toBe(new TextDecoder().decode(TEXT));
    expect(store.connection).toBe('complete');
    feed.close();
  });

  it('reads nothing of a finished log but the lines that are looked at, and does not watch it', async () => {
    const server = new FakeServer();
    const store = new LogStore();
    server.write(TEXT.length);
    const feed = new LogFeed(store, server);
    feed.update(phase(TEXT.length, true), true);
    expect([store.connection, store.lineCount]).toEqual(['complete', 300]);
    store.want([{ first: 100, count: 10 }]);
    await expect.poll(() => store.line(105)?.text).toBe('line 105 äöü');
    expect([server.reads, server.pages, server.handlers]).toEqual([[], [100], null]);
    feed.close();
  });

  it('asks nothing more once it is closed', async () => {
    const server = new FakeServer();
    const store = new LogStore();
    const feed = new LogFeed(store, server);
    feed.update(phase(0), false);
    await expect.poll(() => server.reads.length).toBe(1);
    feed.close();
    expect(server.handlers).toBeNull();
    server.write(10);
    expect(store.lengthOf('build')).toBe(0);
  });
});
