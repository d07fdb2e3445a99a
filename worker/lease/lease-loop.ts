import type { Logger } from 'pino';
import { HEARTBEAT_MS, type Job } from '#lib/contract/worker-protocol.ts';
import type { WorkerUsage } from '#lib/contract/workers.ts';
import { aboutJob } from '#worker/build/attempt.ts';
import type { ServerLink } from '#worker/server-link.ts';
import { applyHeartbeat, type RunningJob } from './heartbeat.ts';

const ASK_EVERY_MS = 5_000;

export interface LeaseLoopOptions {
  link: ServerLink;
  slots: number;
  /** Leased by a former process of this worker; gone on with at once. */
  former?: readonly Job[];
  /** Never rejects; returns when nothing of the job is left. */
  runJob: (job: Job, control: AbortController) => Promise<void>;
  readUsage: () => Promise<WorkerUsage | null>;
  logger: Logger;
  askEveryMs?: number;
  heartbeatMs?: number;
}

/** Leases work whenever a slot is free and keeps the leases alive: when connected, when woken, and by the clock. */
export class LeaseLoop {
  readonly #options: LeaseLoopOptions;
  readonly #running = new Map<number, RunningJob>();
  readonly #timers: NodeJS.Timeout[];
  #isDraining = false;
  #isAsking = false;
  #shallAskAgain = false;

  constructor(options: LeaseLoopOptions) {
    this.#options = options;
    for (const job of options.former ?? []) this.#take(job);
    const ask = (): void => this.#ask();
    const beat = (): void => this.#beat();
    options.link.onConnect(() => {
      beat();
      ask();
    });
    options.link.onWake(ask);
    options.link.onCancelHint(beat);
    this.#timers = [setInterval(ask, options.askEveryMs ?? ASK_EVERY_MS), setInterval(beat, options.heartbeatMs ?? HEARTBEAT_MS)];
  }

  get runningCount(): number {
    return this.#running.size;
  }

  /** No new lease; resolves when the running builds are over, or are to be left to the next process. @returns how many are left. */
  async drain({ withinMs, left }: { withinMs?: number; left?: AbortSignal } = {}): Promise<number> {
    this.#isDraining = true;
    const over = Promise.all([...this.#running.values()].map(({ done }) => done));
    const late = AbortSignal.any([...(left === undefined ? [] : [left]), ...(withinMs === undefined ? [] : [AbortSignal.timeout(withinMs)])]);
    const { promise: lateCame, resolve } = Promise.withResolvers<undefined>();
    if (late.aborted) resolve(undefined);
    late.addEventListener('abort', () => resolve(undefined), { once: true });
    await Promise.race([over, lateCame]);
    for (const timer of this.#timers) clearInterval(timer);
    return this.#running.size;
  }

  /** One question at a time; a wake that comes meanwhile is a question of its own. */
  #ask(): void {
    if (this.#isDraining) return;
    this.#shallAskAgain = this.#isAsking;
    if (this.#isAsking) return;
    this.#isAsking = true;
    void this.#askOnce()
      .catch((error: unknown) => this.#options.logger.debug({ err: error }, 'no lease'))
      .finally(() => {
        this.#isAsking = false;
        if (this.#shallAskAgain) this.#ask();
      });
  }

  async #askOnce(): Promise<void> {
    const freeSlots = Array.from({ length: this.#options.slots }, (_, slot) => slot).filter((slot) => !this.#running.has(slot));
    if (freeSlots.length === 0) return;
    const reply = await this.#options.link.request('lease.request', { freeSlots }, { retry: 'once' });
    for (const job of reply.jobs) {
      if (!this.#running.has(job.slot)) this.#take(job);
    }
  }

  #take(job: Job): void {
    const { logger, runJob } = this.#options;
    const about = { ...aboutJob(job), attempt: job.lease.attempt, slot: job.slot };
    const control = new AbortController();
    logger.info(about, 'leased');
    const done = runJob(job, control).finally(() => {
      this.#running.delete(job.slot);
      logger.info(about, 'released');
      this.#ask();
    });
    this.#running.set(job.slot, { lease: job.lease, control, done });
  }

  #beat(): void {
    void this.#beatOnce().catch((error: unknown) => this.#options.logger.debug({ err: error }, 'no heartbeat'));
  }

  async #beatOnce(): Promise<void> {
    const { link, readUsage } = this.#options;
    const usage = await readUsage().catch(() => null);
    const leases = [...this.#running.values()].map(({ lease }) => lease);
    applyHeartbeat(this.#running, await link.request('heartbeat', { leases, usage }, { retry: 'once' }));
  }
}
