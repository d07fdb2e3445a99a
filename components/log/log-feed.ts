import type { Phase, PhaseName } from '#lib/contract/builds.ts';
import type { LogLines } from '#lib/contract/logs.ts';
import type { LogStore } from './log-store.ts';
import { PageLoader } from './page-loader.ts';
import { PAGE_LINES } from './phase-lines.ts';

export type WatchHandlers = {
  onBytes: (phase: PhaseName, offset: number, bytes: Uint8Array) => void;
  onConnected: () => void;
  onLost: () => void;
};

/** Where one attempt's log comes from. */
export type LogSource = {
  /** Lines of a phase; a negative `from` counts from the end. */
  lines: (request: { phase: PhaseName; from: number; count: number; lineBytes?: number; signal: AbortSignal }) => Promise<LogLines>;
  /** Hands over what the server has of a phase from `offset` on and resolves at its present end. @returns false, and hands over nothing, when that is more than `maxBytes`. */
  read: (request: { phase: PhaseName; offset: number; maxBytes: number; signal: AbortSignal }, onBytes: (offset: number, bytes: Uint8Array) => void) => Promise<boolean>;
  /** Calls back until the returned function is called; `onConnected` after every (re)connection. */
  watch: (handlers: WatchHandlers) => () => void;
};

type Known = Pick<Phase, 'name' | 'status' | 'logBytes' | 'logSealed' | 'logLines' | 'logRemovedAt'>;

const RETRY_MS = [500, 1000, 2000, 5000];
/** Whoever is further behind takes the last lines, and the others as they are looked at. */
const CATCH_UP_BYTES = 512 * 1024;

/**
 * Fills a LogStore: where the log ends now, then live bytes, and the lines that are looked at. Overlap is dropped by the
 * store; a gap, a reconnection or a phase that is said to be longer than what is known leads to another read.
 */
export class LogFeed {
  readonly #store: LogStore;
  readonly #source: LogSource;
  readonly #abort = new AbortController();
  readonly #pages: PageLoader;
  readonly #reading = new Map<PhaseName, { isMoreWanted: boolean }>();
  #phases: readonly Known[] = [];
  #isAttemptOver = false;
  #isSocketLost = false;
  #unwatch: (() => void) | null = null;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #failures = 0;

  constructor(store: LogStore, source: LogSource) {
    this.#store = store;
    this.#source = source;
    this.#pages = new PageLoader({
      load: async ({ phase, from, count }) => store.put(phase, await source.lines({ phase, from, count, signal: this.#abort.signal })),
      onSettled: (isOk) => this.#settled(isOk),
    });
    store.onWanted((wanted) => this.#pages.want(wanted));
  }

  /** What the API says of the attempt; call again whenever it says something new. */
  update(phases: readonly Known[], isAttemptOver: boolean): void {
    this.#phases = phases.filter(({ logRemovedAt }) => logRemovedAt === null);
    this.#isAttemptOver = isAttemptOver;
    for (const { name, logSealed, logLines, logBytes } of this.#phases) if (logSealed && logLines !== null) this.#store.setWhole(name, logLines, logBytes);
    if (!isAttemptOver) this.#watch();
    for (const phase of this.#phases) if (this.#store.lengthOf(phase.name) < phase.logBytes) this.#read(phase.name);
    this.#settle();
  }

  close(): void {
    this.#abort.abort();
    this.#pages.close();
    this.#unwatch?.();
    if (this.#retry !== null) clearTimeout(this.#retry);
  }

  #watch(): void {
    this.#unwatch ??= this.#source.watch({
      onBytes: (phase, offset, bytes) => {
        if (this.#store.append(phase, offset, bytes) === 'gap') this.#read(phase);
      },
      onConnected: () => {
        this.#isSocketLost = false;
        this.#readUnfinished();
        this.#settle();
      },
      onLost: () => {
        this.#isSocketLost = true;
        this.#settle();
      },
    });
  }

  #readUnfinished(): void {
    for (const phase of this.#phases) if (!this.#isWhole(phase) && (phase.status === 'running' || phase.logBytes > 0)) this.#read(phase.name);
  }

  #isWhole(phase: Known): boolean {
    return (phase.logSealed || this.#isAttemptOver) && this.#store.lengthOf(phase.name) >= phase.logBytes;
  }

  #read(phase: PhaseName): void {
    const running = this.#reading.get(phase);
    if (running !== undefined) {
      running.isMoreWanted = true;
      return;
    }
    this.#reading.set(phase, { isMoreWanted: false });
    void this.#readOnce(phase);
  }

  async #readOnce(phase: PhaseName): Promise<void> {
    const isRead = await this.#catchUp(phase).then(() => true, () => false);
    if (this.#abort.signal.aborted) return;
    const isMoreWanted = this.#reading.get(phase)?.isMoreWanted === true;
    this.#reading.delete(phase);
    if (isRead && isMoreWanted) this.#read(phase);
    this.#settled(isRead);
  }

  async #catchUp(phase: PhaseName): Promise<void> {
    const { signal } = this.#abort;
    const onBytes = (offset: number, bytes: Uint8Array): void => void this.#store.append(phase, offset, bytes);
    const request = (): Parameters<LogSource['read']>[0] => ({ phase, offset: this.#store.lengthOf(phase), maxBytes: CATCH_UP_BYTES, signal });
    if (await this.#source.read(request(), onBytes)) return;
    this.#store.put(phase, await this.#source.lines({ phase, from: -PAGE_LINES, count: PAGE_LINES, signal }));
    if (!(await this.#source.read(request(), onBytes))) this.#reading.set(phase, { isMoreWanted: true });
  }

  #settled(isOk: boolean): void {
    if (this.#abort.signal.aborted) return;
    this.#failures = isOk ? 0 : this.#failures + 1;
    if (!isOk) this.#retryLater();
    this.#settle();
  }

  #retryLater(): void {
    if (this.#retry !== null) return;
    this.#retry = setTimeout(() => {
      this.#retry = null;
      this.#readUnfinished();
      this.#pages.again();
    }, RETRY_MS[Math.min(this.#failures, RETRY_MS.length) - 1] ?? 500);
  }

  #settle(): void {
    for (const phase of this.#phases) if (this.#isWhole(phase) && phase.logBytes > 0) this.#store.end(phase.name);
    const isWhole = this.#phases.every((phase) => this.#isWhole(phase));
    if (this.#failures > 0) this.#store.setConnection('lost');
    else if (this.#isAttemptOver && isWhole) this.#store.setConnection('complete');
    else if (this.#isSocketLost) this.#store.setConnection('lost');
    else if (this.#reading.size > 0 && !this.#phases.some((phase) => this.#store.lengthOf(phase.name) > 0)) this.#store.setConnection('loading');
    else this.#store.setConnection('live');
  }
}
