import { createHash } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { PhaseName, PhaseStatus, Step } from '#lib/contract/builds.ts';
import { MAX_CHUNK_BYTES, PROTOCOL_VERSION, WORKER_NAMESPACE } from '#lib/contract/worker-protocol.ts';
import type { BuildJob, Lease, Reply, WorkerHello, WorkerReply, WorkerRequest, WorkerRequestName } from '#lib/contract/worker-protocol.ts';
import { PHASES } from '#lib/contract/builds.ts';

const REPLY_MS = 60_000;

/** A worker that builds nothing: it reports whatever it is told to, through the real protocol. */
export class FakeWorker {
  readonly #socket: Socket;
  readonly #written = new Map<string, { length: number; hash: ReturnType<typeof createHash> }>();

  readonly name: string;

  private constructor(name: string, socket: Socket) {
    this.name = name;
    this.#socket = socket;
  }

  /** It takes only builds that ask for the label of its name. */
  static async connect({ url, token, name }: { url: string; token: string; name: string }): Promise<FakeWorker> {
    const hello: WorkerHello = { token, protocol: PROTOCOL_VERSION, version: '0', name, labels: [name], capabilities: [], slots: 1, builderImage: 'none' };
    const socket = io(`${url}${WORKER_NAMESPACE}`, { auth: hello, transports: ['websocket'] });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return new FakeWorker(name, socket);
  }

  async ask<N extends WorkerRequestName>(name: N, request: WorkerRequest<N>): Promise<WorkerReply<N>> {
    const reply = (await this.#socket.timeout(REPLY_MS).emitWithAck(name, request)) as Reply<WorkerReply<N>>;
    if (!reply.ok) throw new Error(`${name} was refused: ${reply.message}`);
    return reply.data;
  }

  /** The next build in the queue. */
  async lease(): Promise<BuildJob> {
    const { jobs } = await this.ask('lease.request', { freeSlots: [0] });
    const job = jobs[0];
    if (job?.kind !== 'build') throw new Error('No build waits for a worker.');
    await this.ask('heartbeat', { leases: [job.lease], usage: null });
    return job;
  }

  async setPhase(lease: Lease, phase: PhaseName, status: PhaseStatus, times: { startedAt: string | null; finishedAt: string | null }): Promise<void> {
    await this.ask('phase.update', { lease, phase, ordinal: PHASES.indexOf(phase) + 1, status, ...times, notes: [] });
  }

  async setSteps(lease: Lease, steps: Step[]): Promise<void> {
    await this.ask('steps.update', { lease, phase: 'build', steps });
  }

  /** Appends to a phase's log, in chunks as a worker sends them. */
  async write(lease: Lease, phase: PhaseName, text: string | Buffer): Promise<void> {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    const key = `${lease.token} ${phase}`;
    const written = this.#written.get(key) ?? { length: 0, hash: createHash('sha256') };
    this.#written.set(key, written);
    for (let at = 0; at < bytes.length; at += MAX_CHUNK_BYTES) {
      const chunk = bytes.subarray(at, at + MAX_CHUNK_BYTES);
      await this.ask('log.append', { lease, phase, offset: written.length, bytes: new Uint8Array(chunk) });
      written.length += chunk.length;
      written.hash.update(chunk);
    }
  }

  async seal(lease: Lease, phase: PhaseName): Promise<void> {
    const written = this.#written.get(`${lease.token} ${phase}`) ?? { length: 0, hash: createHash('sha256') };
    await this.ask('log.seal', { lease, phase, length: written.length, sha256: written.hash.copy().digest('hex') });
  }

  close(): void {
    this.#socket.disconnect();
  }
}
