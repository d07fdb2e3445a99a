import type { Phase, PhaseName } from '#lib/contract/builds.ts';
import type { LogStore } from './log-store.ts';

export type WatchHandlers = {
  onBytes: (phase: PhaseName, offset: number, bytes: Uint8Array) => void;
  onConnected: () => void;
  onLost: () => void;
};

/** Where the bytes of one attempt's log come from. */
export type LogSource = {
  /** Hands over what the server has of a phase from `offset` on and resolves at its present end. */
  read: (request: { phase: PhaseName; offset: number; signal: AbortSignal }, onBytes: (offset: number, bytes: Uint8Array) => void) => Promise<void>;
  /** Calls back until the returned function is called; `onConnected` after every (re)connection. */
  watch: (handlers: WatchHandlers) => () => void;
};

type Known = Pick<Phase, 'name' | 'status' | 'logBytes' | 'logSealed'>;

const RETRY_MS = [500, 1000, 2000, 5000];

/**
 * Fills a LogStore: the backlog by range, then live bytes. Overlap is dropped by the store; a gap, a
 * reconnection or a phase that is said to be longer than what is here leads to another read.
 */
export class LogFeed {
  readonly #store: LogStore;
  readonly #source: LogSource;
  readonly #abort = new AbortController();
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
  }

  /** What the API says of the attempt; call again whenever it says something new. */
  update(phases: readonly Known[], isAttemptOver: boolean): void {
    this.#phases = phases;
    this.#isAttemptOver = isAttemptOver;
    if (!isAttemptOver) this.#watch();
    this.#readMissing();
    this.#settle();
  }

  close(): void {
    this.#abort.abort();
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

  #readMissing(): void {
    for (const phase of this.#phases) if (this.#store.lengthOf(phase.name) < phase.logBytes) this.#read(phase.name);
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
    const request = { phase, offset: this.#store.lengthOf(phase), signal: this.#abort.signal };
    try {
      await this.#source.read(request, (offset, bytes) => this.#store.append(phase, offset, bytes));
      this.#failures = 0;
    } catch {
      this.#failures += 1;
    }
    if (this.#abort.signal.aborted) return;
    const isMoreWanted = this.#reading.get(phase)?.isMoreWanted === true;
    this.#reading.delete(phase);
    if (this.#failures > 0) this.#retryLater();
    else if (isMoreWanted) this.#read(phase);
    this.#settle();
  }

  #retryLater(): void {
    if (this.#retry !== null) return;
    this.#retry = setTimeout(() => {
      this.#retry = null;
      this.#readUnfinished();
    }, RETRY_MS[Math.min(this.#failures, RETRY_MS.length) - 1] ?? 500);
  }

  #settle(): void {
    for (const phase of this.#phases) if (this.#isWhole(phase) && phase.logBytes > 0) this.#store.end(phase.name);
    const isWhole = this.#phases.every((phase) => this.#isWhole(phase));
    if (this.#isAttemptOver && isWhole) this.#store.setConnection('complete');
    else if (this.#failures > 0 || this.#isSocketLost) this.#store.setConnection('lost');
    else if (this.#reading.size > 0 && !this.#phases.some((phase) => this.#store.lengthOf(phase.name) > 0)) this.#store.setConnection('loading');
    else this.#store.setConnection('live');
  }
}
