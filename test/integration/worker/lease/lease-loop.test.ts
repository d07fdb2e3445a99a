import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job } from '#lib/contract/worker-protocol.ts';
import { buildJob } from '#test/support/build-job.ts';
import { startFakeServer, type FakeServer } from '#test/support/fake-server.ts';
import { endOf } from '#worker/build/attempt-end.ts';
import { LeaseLoop } from '#worker/lease/lease-loop.ts';
import { connectToServer, type ServerLink } from '#worker/server-link.ts';

interface Taken {
  job: Job;
  signal: AbortSignal;
  finish: () => void;
}

const WAIT = { timeout: 20_000, interval: 10 };
let server: FakeServer;
let link: ServerLink;
let loop: LeaseLoop;
let taken: Taken[];

beforeEach(async () => {
  server = await startFakeServer();
  taken = [];
});

afterEach(async () => {
  for (const each of taken) each.finish();
  await loop.drain();
  link.close();
  await server.close();
});

function start(slots: number, clock: { askEveryMs: number; heartbeatMs: number } = { askEveryMs: 60_000, heartbeatMs: 60_000 }, former: Job[] = []): void {
  link = connectToServer({ url: server.url, hello: { token: 't', protocol: 1, version: '0', name: 'w', labels: [], capabilities: [], slots, builderImage: 'b' } });
  loop = new LeaseLoop({
    link,
    slots,
    former,
    logger: pino({ level: 'silent' }),
    readUsage: () => Promise.resolve(null),
    runJob: (job, control) =>
      new Promise((resolve) => {
        taken.push({ job, signal: control.signal, finish: resolve });
        control.signal.addEventListener('abort', () => resolve());
      }),
    ...clock,
  });
}

function job(number: number): Job {
  return buildJob({ lease: { jobId: `job00000${number}`, attempt: 1, token: `token-${number}` } });
}

describe('LeaseLoop', () => {
  it('asks when it connects, and for the free slots only', async () => {
    server.queue.push(job(1));
    start(2);
    await vi.waitFor(() => expect(taken).toHaveLength(1), WAIT);
    server.wake();
    await vi.waitFor(() => expect(server.messagesOf('lease.request').at(-1)).toEqual({ freeSlots: [1] }), WAIT);
    expect(loop.runningCount).toBe(1);
  });

  it('asks at a wake, and again when a slot becomes free', async () => {
    start(1);
    await vi.waitFor(() => expect(server.messagesOf('lease.request')).toHaveLength(1), WAIT);
    server.queue.push(job(1), job(2));
    server.wake();
    await vi.waitFor(() => expect(taken).toHaveLength(1), WAIT);
    taken[0]!.finish();
    await vi.waitFor(() => expect(taken.map((each) => each.job.lease.jobId)).toEqual(['job000001', 'job000002']), WAIT);
  });

  it('asks by the clock when no wake comes', async () => {
    start(1, { askEveryMs: 50, heartbeatMs: 60_000 });
    await vi.waitFor(() => expect(server.messagesOf('lease.request').length).toBeGreaterThan(2), WAIT);
    server.queue.push(job(1));
    await vi.waitFor(() => expect(taken).toHaveLength(1), WAIT);
  });

  it('presents all leases in one heartbeat and carries out what the answer says', async () => {
    server.queue.push(job(1), job(2), job(3));
    start(3, { askEveryMs: 60_000, heartbeatMs: 50 });
    await vi.waitFor(() => expect(taken).toHaveLength(3), WAIT);
    server.cancel = [job(1).lease];
    server.lost = [job(2).lease, { ...job(3).lease, token: 'another' }];
    await vi.waitFor(() => expect(taken.slice(0, 2).map((each) => endOf(each.signal))).toEqual(['cancelled', 'lost']), WAIT);
    expect(endOf(taken[2]!.signal)).toBeNull();
    await vi.waitFor(() => expect(server.messagesOf('heartbeat').at(-1)!.leases).toEqual([job(3).lease]), WAIT);
  });

  it('beats at a cancel hint', async () => {
    server.queue.push(job(1));
    start(1);
    await vi.waitFor(() => expect(taken).toHaveLength(1), WAIT);
    server.cancel = [job(1).lease];
    for (const socket of server.sockets) socket.emit('cancel', { jobId: 'job000001', attempt: 1 });
    await vi.waitFor(() => expect(endOf(taken[0]!.signal)).toBe('cancelled'), WAIT);
  });

  it('takes nothing new while it drains, and waits for what runs', async () => {
    server.queue.push(job(1));
    start(2);
    await vi.waitFor(() => expect(taken).toHaveLength(1), WAIT);
    let isDrained = false;
    const draining = loop.drain().then(() => {
      isDrained = true;
    });
    server.queue.push(job(2));
    server.wake();
    await link.request('heartbeat', { leases: [], usage: null });
    expect([taken.length, isDrained]).toEqual([1, false]);
    taken[0]!.finish();
    await draining;
    expect(server.queue).toHaveLength(1);
  });

  it('leaves what runs to the next process after the given time, or when it is told to hurry', async () => {
    server.queue.push(job(1));
    start(1);
    await vi.waitFor(() => expect(taken).toHaveLength(1), WAIT);
    expect(await loop.drain({ withinMs: 20 })).toBe(1);
    const hurry = new AbortController();
    hurry.abort();
    expect(await loop.drain({ left: hurry.signal })).toBe(1);
    expect(taken[0]!.signal.aborted).toBe(false);
  });

  it('goes on with the jobs of a former process, and does not call their slots free', async () => {
    start(2, undefined, [{ ...job(1), slot: 0 }]);
    await vi.waitFor(() => expect(taken).toHaveLength(1), WAIT);
    await vi.waitFor(() => expect(server.messagesOf('lease.request').at(-1)).toEqual({ freeSlots: [1] }), WAIT);
    await vi.waitFor(() => expect(server.messagesOf('heartbeat').at(-1)?.leases).toEqual([job(1).lease]), WAIT);
  });
});
