import type { WantedLines } from './log-store.ts';

type Options = { load: (wanted: WantedLines) => Promise<void>; onSettled: (isOk: boolean) => void };

const AT_ONCE = 3;

/** Fetches the lines that are wanted now, few at a time: what was only scrolled past is not fetched. */
export class PageLoader {
  readonly #options: Options;
  readonly #loading = new Set<string>();
  #wanted: readonly WantedLines[] = [];
  #isPaused = false;
  #isClosed = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** In the place of what was wanted before. */
  want(wanted: readonly WantedLines[]): void {
    this.#wanted = wanted;
    this.#start();
  }

  /** After a failure nothing is fetched until this is called. */
  again(): void {
    this.#isPaused = false;
    this.#start();
  }

  close(): void {
    this.#isClosed = true;
    this.#wanted = [];
  }

  #start(): void {
    if (this.#isPaused || this.#isClosed) return;
    const [next] = this.#wanted.filter((wanted) => !this.#loading.has(keyOf(wanted)));
    if (next === undefined || this.#loading.size >= AT_ONCE) return;
    this.#wanted = this.#wanted.filter((wanted) => wanted !== next);
    this.#loading.add(keyOf(next));
    this.#options.load(next).then(
      () => this.#end(next, true),
      () => this.#end(next, false),
    );
    this.#start();
  }

  #end(wanted: WantedLines, isOk: boolean): void {
    this.#loading.delete(keyOf(wanted));
    if (this.#isClosed) return;
    if (!isOk) {
      this.#isPaused = true;
      this.#wanted = [wanted, ...this.#wanted];
    }
    this.#options.onSettled(isOk);
    this.#start();
  }
}

function keyOf({ phase, from }: WantedLines): string {
  return `${phase} ${from}`;
}
