import { parentPort } from 'node:worker_threads';
import type { LogSearchEvent } from '#lib/contract/logs.ts';
import { searchLogs } from './search-job.ts';
import type { SearchJob } from './search-job.ts';

export type ThreadRequest = { job: SearchJob; cancelled: SharedArrayBuffer };
/** null: the thread is free again. */
export type ThreadReply = { event: LogSearchEvent } | { error: string } | null;

/** A thread for searches: an expression that never ends can be ended with it. */
async function serve({ job, cancelled }: ThreadRequest): Promise<void> {
  const flag = new Int32Array(cancelled);
  try {
    for await (const event of searchLogs(job, () => Atomics.load(flag, 0) === 1)) send({ event });
  } catch (error) {
    send({ error: error instanceof Error ? error.message : 'unknown' });
  }
  send(null);
}

function send(reply: ThreadReply): void {
  parentPort?.postMessage(reply);
}

parentPort?.on('message', (request: ThreadRequest) => void serve(request));
