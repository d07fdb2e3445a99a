import type { LookupState } from '#lib/contract/lookup.ts';
import { ServiceError } from '#lib/server/errors.ts';

/** What one server said, now or before. */
export type SourceAnswer<T> = { state: LookupState; message: string; asOf: Date | null; value: T | null };
/** Null: the server was asked and has no such thing. */
export type Fetched<T> = T | null;

type Entry = { answer: SourceAnswer<unknown>; freshUntil: number; bytes: number };
type Options = { now?: () => number; maxBytes?: number };
/** `own`: of this product's own server, where an upload is to be seen soon. */
export type Freshness = 'versions' | 'search' | 'own';

const MINUTE = 60_000;
const FRESH_MS = { versions: 30 * MINUTE, search: 10 * MINUTE, own: MINUTE / 12, 'not-found': 5 * MINUTE, offline: MINUTE / 3, refused: MINUTE / 3 };
const STALE_MS = 7 * 24 * 60 * MINUTE;

/**
 * Answers by key: fresh ones at once, one question at a time for each, what was known before while a server is away. The
 * least recently used go when it grows beyond its size.
 */
export class AnswerCache {
  readonly #entries = new Map<string, Entry>();
  readonly #pending = new Map<string, Promise<SourceAnswer<unknown>>>();
  readonly #now: () => number;
  readonly #maxBytes: number;
  #bytes = 0;

  constructor({ now = Date.now, maxBytes = 32 * 1024 * 1024 }: Options = {}) {
    this.#now = now;
    this.#maxBytes = maxBytes;
  }

  /** A key belongs to one type of value: it begins with what is asked. */
  async get<T>(key: string, freshness: Freshness, fetch: () => Promise<Fetched<T>>): Promise<SourceAnswer<T>> {
    const known = this.#entries.get(key);
    if (known !== undefined && known.freshUntil > this.#now()) {
      this.#touch(key, known);
      return known.answer as SourceAnswer<T>;
    }
    return (this.#pending.get(key) ?? this.#start(key, freshness, fetch)) as Promise<SourceAnswer<T>>;
  }

  #start<T>(key: string, freshness: Freshness, fetch: () => Promise<Fetched<T>>): Promise<SourceAnswer<unknown>> {
    const running = this.#ask(key, freshness, fetch).finally(() => this.#pending.delete(key));
    this.#pending.set(key, running);
    return running;
  }

  /** The rest of the keys that begin with `prefix` and had an answer. */
  known(prefix: string): string[] {
    return [...this.#entries].flatMap(([key, { answer }]) => (key.startsWith(prefix) && answer.value !== null ? [key.slice(prefix.length)] : []));
  }

  async #ask<T>(key: string, freshness: Freshness, fetch: () => Promise<Fetched<T>>): Promise<SourceAnswer<unknown>> {
    try {
      return this.#found(key, freshness, await fetch());
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const state = error.code === 'outbound_refused' ? 'refused' : 'offline';
      return this.#keep(key, { state, message: error.message, ...this.#before(key) }, FRESH_MS[state]);
    }
  }

  #found(key: string, freshness: Freshness, value: unknown): SourceAnswer<unknown> {
    const asOf = new Date(this.#now());
    if (value !== null) return this.#keep(key, { state: 'ok', message: '', asOf, value }, FRESH_MS[freshness]);
    return this.#keep(key, { state: 'not-found', message: '', asOf, value }, FRESH_MS[freshness === 'own' ? 'own' : 'not-found']);
  }

  /** What was known, unless it is too old. */
  #before(key: string): Pick<SourceAnswer<unknown>, 'asOf' | 'value'> {
    const { asOf, value } = this.#entries.get(key)?.answer ?? { asOf: null, value: null };
    const isUsable = asOf !== null && asOf.getTime() + STALE_MS > this.#now();
    return isUsable ? { asOf, value } : { asOf: null, value: null };
  }

  #keep(key: string, answer: SourceAnswer<unknown>, freshMs: number): SourceAnswer<unknown> {
    const bytes = key.length + answer.message.length + JSON.stringify(answer.value).length;
    this.#touch(key, { answer, freshUntil: this.#now() + freshMs, bytes });
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#drop(oldest);
    }
    return answer;
  }

  #touch(key: string, entry: Entry): void {
    this.#drop(key);
    this.#entries.set(key, entry);
    this.#bytes += entry.bytes;
  }

  #drop(key: string): void {
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0;
    this.#entries.delete(key);
  }
}
