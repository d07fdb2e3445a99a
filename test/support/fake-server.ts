import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import type { ErrorCode } from '#lib/contract/errors.ts';
import {
  MAX_CHUNK_BYTES,
  WORKER_NAMESPACE,
  WORKER_REQUESTS,
  WorkerHello,
  type Job,
  type Lease,
  type Reply,
  type Secrets,
  type WorkerReply,
  type WorkerRequest,
  type WorkerRequestName,
} from '#lib/contract/worker-protocol.ts';

type Handlers = { [N in WorkerRequestName]: (message: WorkerRequest<N>) => WorkerReply<N> };

export class Refusal extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** A small server that speaks the worker protocol: what it was told is there to be looked at. */
export interface FakeServer {
  url: string;
  hello: WorkerHello | null;
  /** Jobs that wait; a worker gets them with the slot that it has free. */
  queue: Job[];
  secrets: Secrets;
  files: Map<string, Buffer>;
  /** Log bytes by phase. */
  logs: Map<string, Buffer>;
  sealed: Map<string, string>;
  artifacts: Map<string, Buffer>;
  messages: { name: WorkerRequestName; message: unknown }[];
  cancel: Lease[];
  lost: Lease[];
  grant: { tags: string[]; leftToNewer: string[] };
  completed: WorkerRequest<'complete'>[];
  /** Called before a request is answered: throw a Refusal, or drop connections. */
  before: (name: WorkerRequestName, message: unknown) => void;
  refuseHello: ErrorCode | null;
  sockets: Set<Socket>;
  wake: () => void;
  messagesOf: <N extends WorkerRequestName>(name: N) => WorkerRequest<N>[];
  close: () => Promise<void>;
}

export async function startFakeServer(): Promise<FakeServer> {
  const listener = http.createServer();
  const io = new Server(listener, { perMessageDeflate: false, maxHttpBufferSize: 4 * MAX_CHUNK_BYTES });
  const server: FakeServer = {
    url: '',
    hello: null,
    queue: [],
    secrets: { registries: [], galaxy: [] },
    files: new Map(),
    logs: new Map(),
    sealed: new Map(),
    artifacts: new Map(),
    messages: [],
    cancel: [],
    lost: [],
    grant: { tags: [], leftToNewer: [] },
    completed: [],
    before: () => undefined,
    refuseHello: null,
    sockets: new Set(),
    wake: () => io.of(WORKER_NAMESPACE).emit('wake'),
    messagesOf: (name) => server.messages.filter((each) => each.name === name).map((each) => each.message as never),
    close: () => io.close(),
  };
  const handlers = createHandlers(server);
  const namespace = io.of(WORKER_NAMESPACE);
  namespace.use((socket, next) => {
    server.hello = WorkerHello.parse(socket.handshake.auth);
    if (server.refuseHello === null) next();
    else next(Object.assign(new Error('refused'), { data: { code: server.refuseHello } }));
  });
  namespace.on('connection', (socket) => {
    server.sockets.add(socket);
    socket.on('disconnect', () => server.sockets.delete(socket));
    for (const name of Object.keys(WORKER_REQUESTS) as WorkerRequestName[]) {
      socket.on(name, (message: unknown, ack: (reply: Reply<unknown>) => void) => ack(answer(server, handlers, name, message)));
    }
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  server.url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  return server;
}

function answer(server: FakeServer, handlers: Handlers, name: WorkerRequestName, message: unknown): Reply<unknown> {
  try {
    const request = WORKER_REQUESTS[name].request.parse(message);
    server.messages.push({ name, message: request });
    server.before(name, request);
    return { ok: true, data: (handlers[name] as (value: unknown) => unknown)(request) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, code: error.code, message: error.message };
    return { ok: false, code: 'invalid_request', message: error instanceof Error ? error.message : 'unknown' };
  }
}

function createHandlers(server: FakeServer): Handlers {
  return {
    'lease.request': ({ freeSlots }) => ({ jobs: freeSlots.flatMap((slot) => server.queue.splice(0, 1).map((job) => ({ ...job, slot }))) }),
    heartbeat: () => ({ cancel: server.cancel, lost: server.lost }),
    'phase.update': () => null,
    'steps.update': () => null,
    'log.append': ({ phase, offset, bytes }) => {
      const have = server.logs.get(phase) ?? Buffer.alloc(0);
      if (offset > have.length) return { offset: have.length };
      const joined = Buffer.concat([have.subarray(0, offset), bytes]);
      if (joined.length > have.length) server.logs.set(phase, joined);
      return { offset: Math.max(joined.length, have.length) };
    },
    'log.seal': ({ phase, length, sha256 }) => {
      const have = server.logs.get(phase) ?? Buffer.alloc(0);
      if (have.length === length && createHash('sha256').update(have).digest('hex') === sha256) server.sealed.set(phase, sha256);
      return { offset: have.length };
    },
    'file.read': ({ sha256, offset }) => {
      const file = server.files.get(sha256);
      if (file === undefined) throw new Refusal('not_found', 'no such file');
      return { bytes: new Uint8Array(file.subarray(offset, offset + MAX_CHUNK_BYTES)), isLast: offset + MAX_CHUNK_BYTES >= file.length };
    },
    'secrets.request': () => server.secrets,
    'artifact.put': ({ kind, offset, bytes }) => {
      const have = server.artifacts.get(kind) ?? Buffer.alloc(0);
      server.artifacts.set(kind, Buffer.concat([have.subarray(0, offset), bytes]));
      return { offset: offset + bytes.length };
    },
    'publish.request': () => server.grant,
    'versions.report': () => null,
    complete: (message) => {
      server.completed.push(message);
      return null;
    },
    doctor: () => null,
  };
}
