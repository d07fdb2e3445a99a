import type { PhaseName } from '#lib/contract/builds.ts';
import { PHASES } from '#lib/contract/builds.ts';
import { LineBuffer } from './line-buffer.ts';
import type { Appended, LineText } from './line-buffer.ts';

/** lost: the connection is gone while the build goes on. */
export type Connection = 'loading' | 'live' | 'lost' | 'complete';
export type PhaseLines = { phase: PhaseName; first: number; count: number };

type Place = PhaseLines & { buffer: LineBuffer };

const NOTIFY_AFTER_MS = 100;

/** The log of one attempt as one run of lines over its phases; lines count from 0. For useSyncExternalStore. */
export class LogStore {
  #buffers = new Map<PhaseName, LineBuffer>();
  #listeners = new Set<() => void>();
  #version = 0;
  #isNotifying = false;
  #connection: Connection = 'loading';
  #places: readonly Place[] | null = null;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Grows with every change: the snapshot. */
  readonly getVersion = (): number => this.#version;

  get connection(): Connection {
    return this.#connection;
  }

  setConnection(connection: Connection): void {
    if (this.#connection === connection) return;
    this.#connection = connection;
    this.#changed();
  }

  append(phase: PhaseName, offset: number, bytes: Uint8Array): Appended {
    const result = this.#bufferOf(phase).append(offset, bytes);
    if (result === 'appended') this.#changed();
    return result;
  }

  /** The phase's log is whole. */
  end(phase: PhaseName): void {
    if (this.#bufferOf(phase).end()) this.#changed();
  }

  /** Bytes of a phase that are here. */
  lengthOf(phase: PhaseName): number {
    return this.#buffers.get(phase)?.length ?? 0;
  }

  phases(): PhaseLines[] {
    return this.#layout().map(({ phase, first, count }) => ({ phase, first, count }));
  }

  get lineCount(): number {
    const last = this.#layout().at(-1);
    return last === undefined ? 0 : last.first + last.count;
  }

  line(index: number, maxBytes?: number): LineText {
    const { buffer, within } = this.#locate(index);
    return buffer.line(within, maxBytes);
  }

  lineBytes(index: number): number {
    const { buffer, within } = this.#locate(index);
    return buffer.lineBytes(within);
  }

  /** Raw texts of lines `first` up to `first + count`; may stop earlier, at the end of a phase. Never empty before the log's end. */
  run(first: number, count: number): string[] {
    if (first >= this.lineCount) return [];
    const { buffer, within } = this.#locate(first);
    return buffer.lines(within, Math.min(count, buffer.lineCount - within));
  }

  #locate(index: number): { buffer: LineBuffer; within: number } {
    const place = this.#layout().findLast((candidate) => candidate.first <= index && candidate.count > 0);
    return place === undefined ? { buffer: new LineBuffer(), within: 0 } : { buffer: place.buffer, within: index - place.first };
  }

  #layout(): readonly Place[] {
    if (this.#places !== null) return this.#places;
    let first = 0;
    const places: Place[] = [];
    for (const phase of PHASES) {
      const buffer = this.#buffers.get(phase);
      if (buffer === undefined) continue;
      places.push({ phase, buffer, first, count: buffer.lineCount });
      first += buffer.lineCount;
    }
    this.#places = places;
    return places;
  }

  #bufferOf(phase: PhaseName): LineBuffer {
    const known = this.#buffers.get(phase);
    if (known !== undefined) return known;
    const buffer = new LineBuffer();
    this.#buffers.set(phase, buffer);
    return buffer;
  }

  #changed(): void {
    this.#places = null;
    if (this.#isNotifying) return;
    this.#isNotifying = true;
    setTimeout(() => {
      this.#isNotifying = false;
      this.#version += 1;
      for (const listener of this.#listeners) listener();
    }, NOTIFY_AFTER_MS);
  }
}
