import { UpstreamFailedError } from '#lib/server/errors.ts';

type Options = { now?: () => number; parallel?: number };

const DOWN_MS = 15_000;
const MAX_WAITING = 1000;

/** Lets a few questions out at a time, and none to a host that was just found unreachable: its next callers do not wait for it again. */
export class HostGate {
  readonly #down = new Map<string, { until: number; message: string }>();
  readonly #waiting: (() => void)[] = [];
  readonly #now: () => number;
  #free: number;

  constructor({ now = Date.now, parallel = 6 }: Options = {}) {
    this.#now = now;
    this.#free = parallel;
  }

  async run<T>(host: string, work: () => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      this.#refuseWhileDown(host);
      return await work();
    } catch (error) {
      if (error instanceof UpstreamFailedError && error.isUnreachable) this.#down.set(host, { until: this.#now() + DOWN_MS, message: error.message });
      throw error;
    } finally {
      this.#leave();
    }
  }

  #refuseWhileDown(host: string): void {
    const down = this.#down.get(host);
    if (down === undefined) return;
    if (down.until > this.#now()) throw new UpstreamFailedError(down.message);
    this.#down.delete(host);
  }

  async #enter(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    if (this.#waiting.length >= MAX_WAITING) throw new UpstreamFailedError('Too many packages are being looked up at the moment. Try again in a while.');
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}
