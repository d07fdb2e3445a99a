import { Worker } from 'node:worker_threads';
import type { LogSearchEvent } from '#lib/contract/logs.ts';
import { ServiceError } from '#lib/server/errors.ts';
import { setSearchers } from './search.ts';
import type { SearchJob } from './search-job.ts';
import type { ThreadReply, ThreadRequest } from './search-thread.ts';

const THREADS = 2;
const MAX_WAITING = 50;
/** The longest that one piece of 256 KiB may take: an expression that backtracks without end takes for ever. */
const STUCK_MS = 3_000;
const MAX_HEAP_MB = 64;

type Options = { threads?: number; stuckMs?: number };

/** Makes searches possible: in threads of their own, so that neither a large log nor a bad expression holds up the server. @returns how to stop them. */
export function startSearchers({ threads = THREADS, stuckMs = STUCK_MS }: Options = {}): () => Promise<void> {
  const pool = new ThreadPool(threads);
  setSearchers((job, signal) => search(pool, { job, signal, stuckMs }));
  return async () => {
    setSearchers(null);
    await pool.stop();
  };
}

async function* search(pool: ThreadPool, { job, signal, stuckMs }: { job: SearchJob; signal: AbortSignal; stuckMs: number }): AsyncGenerator<LogSearchEvent, void> {
  const thread = await pool.take();
  const inbox = new Inbox(thread, stuckMs);
  const cancelled = new SharedArrayBuffer(4);
  const cancel = (): void => void Atomics.store(new Int32Array(cancelled), 0, 1);
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  try {
    thread.postMessage({ job, cancelled } satisfies ThreadRequest);
    for (let reply = await inbox.next(); reply !== null; reply = await inbox.next()) {
      if (reply === 'stuck') {
        yield { end: 'too-slow' };
        return;
      }
      if ('error' in reply) throw new Error(`A search failed: ${reply.error}`);
      yield reply.event;
    }
  } finally {
    cancel();
    signal.removeEventListener('abort', cancel);
    const isUsable = await inbox.drain();
    inbox.close();
    pool.release(thread, isUsable);
  }
}

class ThreadPool {
  readonly #size: number;
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(size: number) {
    this.#size = size;
    this.#idle.push(this.#make());
  }

  async take(): Promise<Worker> {
    if (this.#busy < this.#size) this.#busy += 1;
    else {
      if (this.#waiting.length >= MAX_WAITING) throw new ServiceError('unavailable', 'Too many searches are waiting. Try again in a moment.');
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    return this.#idle.pop() ?? this.#make();
  }

  release(thread: Worker, isUsable: boolean): void {
    if (isUsable) this.#idle.push(thread);
    else void thread.terminate();
    const next = this.#waiting.shift();
    if (next === undefined) this.#busy -= 1;
    else next();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#all].map((thread) => thread.terminate()));
  }

  #make(): Worker {
    const thread = new Worker(new URL('search-thread.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } });
    thread.unref();
    this.#all.add(thread);
    thread.once('exit', () => this.#all.delete(thread));
    // Told to the search that is in it; nobody else is to fall over it.
    thread.on('error', () => undefined);
    return thread;
  }
}

/** What a thread has answered and nobody has taken yet. */
class Inbox {
  readonly #thread: Worker;
  readonly #stuckMs: number;
  readonly #replies: ThreadReply[] = [];
  #notify: () => void = () => undefined;
  /** free: the search has ended; stuck: it will not, or the thread is gone. */
  #state: 'working' | 'free' | 'stuck' = 'working';
  readonly #onMessage = (reply: ThreadReply): void => {
    this.#replies.push(reply);
    this.#notify();
  };
  readonly #onError = (): void => {
    this.#state = 'stuck';
    this.#notify();
  };

  constructor(thread: Worker, stuckMs: number) {
    this.#thread = thread;
    this.#stuckMs = stuckMs;
    thread.on('message', this.#onMessage);
    thread.on('error', this.#onError);
  }

  /** Null: the search has ended. */
  async next(): Promise<ThreadReply | 'stuck'> {
    if (this.#state === 'free') return null;
    if (this.#replies.length === 0 && this.#state === 'working') await this.#arrival();
    const reply = this.#replies.shift();
    if (reply === undefined) {
      this.#state = 'stuck';
      return 'stuck';
    }
    if (reply === null) this.#state = 'free';
    return reply;
  }

  /** Waits for the end of a search that was called off. @returns whether the thread can be used again. */
  async drain(): Promise<boolean> {
    while (this.#state === 'working') await this.next();
    return this.#state === 'free';
  }

  close(): void {
    this.#thread.off('message', this.#onMessage);
    this.#thread.off('error', this.#onError);
  }

  #arrival(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#stuckMs);
      this.#notify = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
