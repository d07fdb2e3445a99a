import type { Lease, WorkerReply } from '#lib/contract/worker-protocol.ts';
import { AttemptEnd } from '#worker/build/attempt-end.ts';

export interface RunningJob {
  lease: Lease;
  control: AbortController;
  done: Promise<void>;
}

/** Carries out what the server said about the leases that were presented. */
export function applyHeartbeat(running: ReadonlyMap<number, RunningJob>, reply: WorkerReply<'heartbeat'>): void {
  for (const { lease, control } of running.values()) {
    if (reply.lost.some((each) => isSameLease(each, lease))) control.abort(new AttemptEnd('lost', 'The server gave this attempt up.'));
    else if (reply.cancel.some((each) => isSameLease(each, lease))) control.abort(new AttemptEnd('cancelled', 'The job was cancelled.'));
  }
}

export function isSameLease(a: Lease, b: Lease): boolean {
  return a.jobId === b.jobId && a.attempt === b.attempt && a.token === b.token;
}
