import type { PhaseName, Step } from '#lib/contract/builds.ts';
import type { Lease, WorkerReply, WorkerRequest, WorkerRequestName } from '#lib/contract/worker-protocol.ts';
import { ServerError, type RequestOptions, type ServerLink } from '#worker/server-link.ts';
import { AttemptEnd } from './attempt-end.ts';

const MAX_STEPS_PER_UPDATE = 1000;

/** The server as one attempt sees it: a refused token ends the attempt. */
export interface AttemptLink {
  request: <N extends WorkerRequestName>(name: N, message: WorkerRequest<N>, options?: RequestOptions) => Promise<WorkerReply<N>>;
}

export function fencedLink(link: Pick<ServerLink, 'request'>, onLost: (end: AttemptEnd) => void): AttemptLink {
  return {
    async request(name, message, options) {
      try {
        return await link.request(name, message, options);
      } catch (error) {
        if (error instanceof ServerError && error.code === 'stale_token') onLost(new AttemptEnd('lost', error.message));
        throw error;
      }
    },
  };
}

/** Tells the server in order, without making the build wait for the answers. */
export interface Reporter {
  phase: (update: Omit<WorkerRequest<'phase.update'>, 'lease'>) => void;
  steps: (phase: PhaseName, steps: readonly Step[]) => void;
  versions: (versions: Record<string, string>) => void;
  /** Does it in order with the others. */
  enqueue: (work: () => Promise<unknown>) => void;
  /** Resolves when everything so far was answered: with the first report that the server did not take, or null. */
  settled: () => Promise<Error | null>;
}

export function createReporter(link: AttemptLink, lease: Lease, signal: AbortSignal): Reporter {
  let queue: Promise<unknown> = Promise.resolve();
  let failure: Error | null = null;
  const changed = new Map<PhaseName, Map<number, Step>>();

  function enqueue(work: () => Promise<unknown>): void {
    queue = queue.then(async () => {
      if (signal.aborted) return;
      await work().catch((error: unknown) => {
        failure ??= error instanceof Error ? error : new Error('a report was not taken');
      });
    });
  }

  function sendSteps(phase: PhaseName): Promise<unknown> {
    const steps = [...(changed.get(phase)?.values() ?? [])].sort((a, b) => a.ordinal - b.ordinal).slice(0, MAX_STEPS_PER_UPDATE);
    changed.delete(phase);
    return link.request('steps.update', { lease, phase, steps }, { signal });
  }

  return {
    phase: (update) => enqueue(() => link.request('phase.update', { lease, ...update }, { signal })),
    steps(phase, steps) {
      if (steps.length === 0) return;
      const waiting = changed.get(phase);
      const merged = waiting ?? new Map<number, Step>();
      for (const step of steps) merged.set(step.ordinal, { ...step });
      changed.set(phase, merged);
      if (waiting === undefined) enqueue(() => sendSteps(phase));
    },
    versions: (versions) => enqueue(() => link.request('versions.report', { lease, versions }, { signal })),
    enqueue,
    async settled() {
      await queue;
      return failure;
    },
  };
}
