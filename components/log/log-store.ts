import type { PhaseName } from '#lib/contract/builds.ts';
import { PHASES } from '#lib/contract/builds.ts';
import type { LogLines } from '#lib/contract/logs.ts';
import { PAGE_LINES, PhaseLines } from './phase-lines.ts';
import type { Appended, LineText } from './phase-lines.ts';

/** lost: the connection is gone while the build goes on. */
export type Connection = 'loading' | 'live' | 'lost' | 'complete';
export type PhaseRun = { phase: PhaseName; first: number; count: number };
/** Lines of a phase that somebody looks at and that are not here. */
export type WantedLines = { phase: PhaseName; from: number; count: number };

type Place = PhaseRun & { lines: PhaseLines };

const NOTIFY_AFTER_MS = 100;
/** Text that is kept; what was not looked at for longest goes first, and is fetched again when it is. */
const MAX_CHARACTERS = 16 * 1024 * 1024;

/** The log of one attempt as one run of lines over its phases; lines count from 0. For useSyncExternalStore. */
export class LogStore {
  readonly #logs = new Map<PhaseName, PhaseLines>();
  readonly #listeners = new Set<() => void>();
  #version = 0;
  #timer: { at: number; handle: ReturnType<typeof setTimeout> } | null = null;
  #connection: Connection = 'loading';
  #places: readonly Place[] | null = null;
  #onWanted: (wanted: WantedLines[]) => void = () => undefined;
  #wanted: readonly { first: number; count: number }[] = [];

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
    this.#changed(NOTIFY_AFTER_MS);
  }

  append(phase: PhaseName, offset: number, bytes: Uint8Array): Appended {
    const result = this.#logOf(phase).append(offset, bytes);
    if (result === 'appended') this.#changed(NOTIFY_AFTER_MS);
    return result;
  }

  /** Lines that were asked for. */
  put(phase: PhaseName, lines: LogLines): void {
    this.#logOf(phase).put(lines);
    this.#changed(0);
  }

  expand(line: number, text: string): void {
    const place = this.#locate(line);
    place?.lines.expand(line - place.first, text);
    this.#changed(0);
  }

  /** The phase's log is whole, and this long. */
  setWhole(phase: PhaseName, lines: number, bytes: number): void {
    if (this.#logOf(phase).setWhole(lines, bytes)) this.#changed(0);
  }

  /** Nothing will follow what is here of a phase. */
  end(phase: PhaseName): void {
    if (this.#logOf(phase).end()) this.#changed(0);
  }

  /** Where the next bytes of a phase are to begin. */
  lengthOf(phase: PhaseName): number {
    return this.#logs.get(phase)?.length ?? 0;
  }

  phases(): PhaseRun[] {
    return this.#layout().map(({ phase, first, count }) => ({ phase, first, count }));
  }

  get lineCount(): number {
    const last = this.#layout().at(-1);
    return last === undefined ? 0 : last.first + last.count;
  }

  /** Null: not here; it comes when it is among the lines that are looked at. */
  line(index: number): LineText | null {
    const place = this.#locate(index);
    return place === null ? null : place.lines.line(index - place.first);
  }

  /** Whether all of some lines are here. */
  has(first: number, count: number): boolean {
    return this.#missing(first, count).length === 0;
  }

  /** Which phase a line belongs to, and its place in it. */
  place(index: number): { phase: PhaseName; line: number } | null {
    const place = this.#locate(index);
    return place === null ? null : { phase: place.phase, line: index - place.first };
  }

  /** Somebody looks at these lines: those that are not here are fetched. The newest call counts. */
  want(lines: readonly { first: number; count: number }[]): void {
    this.#wanted = lines;
    this.#tellWanted();
  }

  onWanted(listener: (wanted: WantedLines[]) => void): void {
    this.#onWanted = listener;
    this.#tellWanted();
  }

  #tellWanted(): void {
    this.#onWanted(this.#wanted.flatMap(({ first, count }) => this.#missing(first, count)));
  }

  #missing(first: number, count: number): WantedLines[] {
    return this.#layout().flatMap((place) => {
      const wanted: WantedLines[] = [];
      const end = Math.min(first + count, place.first + place.count) - place.first;
      for (let line = Math.max(first - place.first, 0); line < end; ) {
        const missing = place.lines.missing(line, end - line);
        if (missing === null) break;
        const pageEnd = (Math.floor(missing / PAGE_LINES) + 1) * PAGE_LINES;
        wanted.push({ phase: place.phase, from: missing, count: pageEnd - missing });
        line = pageEnd;
      }
      return wanted;
    });
  }

  #locate(index: number): Place | null {
    return this.#layout().find(({ first, count }) => index >= first && index < first + count) ?? null;
  }

  #layout(): readonly Place[] {
    if (this.#places !== null) return this.#places;
    let first = 0;
    const places: Place[] = [];
    for (const phase of PHASES) {
      const lines = this.#logs.get(phase);
      if (lines === undefined) continue;
      places.push({ phase, lines, first, count: lines.lineCount });
      first += lines.lineCount;
    }
    this.#places = places;
    return places;
  }

  #logOf(phase: PhaseName): PhaseLines {
    const known = this.#logs.get(phase);
    if (known !== undefined) return known;
    const lines = new PhaseLines();
    this.#logs.set(phase, lines);
    return lines;
  }

  #changed(afterMs: number): void {
    this.#places = null;
    this.#forget();
    const at = Date.now() + afterMs;
    if (this.#timer !== null && this.#timer.at <= at) return;
    if (this.#timer !== null) clearTimeout(this.#timer.handle);
    const handle = setTimeout(() => {
      this.#timer = null;
      this.#version += 1;
      this.#tellWanted();
      for (const listener of this.#listeners) listener();
    }, afterMs);
    this.#timer = { at, handle };
  }

  #forget(): void {
    const logs = [...this.#logs.values()].sort((a, b) => b.characters - a.characters);
    let total = logs.reduce((sum, { characters }) => sum + characters, 0);
    for (const log of logs) {
      while (total > MAX_CHARACTERS) {
        const before = log.characters;
        if (!log.forgetOldest()) break;
        total -= before - log.characters;
      }
    }
  }
}
