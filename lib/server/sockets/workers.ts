import type { Namespace, Server, Socket } from 'socket.io';
import { WORKER_NAMESPACE, WORKER_REQUESTS, WorkerHello } from '#lib/contract/worker-protocol.ts';
import type { Reply, WorkerRequestName, WorkerServerEvents } from '#lib/contract/worker-protocol.ts';
import type { Actor } from '#lib/contract/common.ts';
import { withSourceAddress } from '#lib/server/audit/source-address.ts';
import { ServiceError } from '#lib/server/errors.ts';
import { getBus } from '#lib/server/events/bus.ts';
import { log } from '#lib/server/log.ts';
import { connectWorker } from '#lib/server/workers/connect.ts';
import { disconnectWorker } from '#lib/server/workers/disconnect.ts';
import { WORKER_HANDLERS } from './worker-handlers.ts';

type SocketData = { actor: Actor };
type Requests = Record<string, (message: unknown, ack: (reply: Reply<unknown>) => void) => void>;
type WorkerNamespace = Namespace<Requests, WorkerServerEvents, object, SocketData>;
type WorkerSocket = Socket<Requests, WorkerServerEvents, object, SocketData>;

/** Namespace /worker: requests with replies; what the server says by itself are hints. */
export function serveWorkers(io: Server): void {
  const namespace = io.of(WORKER_NAMESPACE) as unknown as WorkerNamespace;
  namespace.use((socket, next) => {
    welcome(socket).then(
      () => {
        next();
      },
      (error: unknown) => {
        next(refusal(error));
      },
    );
  });
  namespace.on('connection', (socket) => {
    acceptWorker(namespace, socket);
  });
  const wake = () => void namespace.emit('wake');
  const cancel = ({ workerId, ...lease }: { jobId: string; attempt: number; workerId: string }) => void namespace.to(roomOf(workerId)).emit('cancel', lease);
  getBus().on('wake', wake).on('cancel', cancel);
  io.engine.on('close', () => getBus().off('wake', wake).off('cancel', cancel));
}

/** Browsers send an Origin, workers never do. */
async function welcome(socket: WorkerSocket): Promise<void> {
  if (socket.handshake.headers.origin !== undefined) throw new ServiceError('forbidden', 'A browser may not speak as a worker.');
  const hello = WorkerHello.safeParse(socket.handshake.auth);
  if (!hello.success) throw new ServiceError('invalid_request', `The worker's hello was not understood: ${hello.error.issues[0]?.path.join('.') ?? ''}`);
  socket.data.actor = await withSourceAddress(socket.handshake.address, () => connectWorker(hello.data));
}

/** socket.io gives the client error.message and error.data. */
function refusal(error: unknown): Error {
  const { code, message } = replyOfError(error);
  return Object.assign(new Error(message), { data: { code, message } });
}

/** A worker that connects again under its name replaces its former connection. */
function acceptWorker(namespace: WorkerNamespace, socket: WorkerSocket): void {
  const { actor } = socket.data;
  void socket.join(roomOf(actor.id));
  namespace.in(roomOf(actor.id)).except(socket.id).disconnectSockets(true);
  for (const name of Object.keys(WORKER_REQUESTS) as WorkerRequestName[]) {
    socket.on(name, (message, ack) => {
      void answer(socket, name, message).then(ack);
    });
  }
  socket.on('disconnect', () => {
    if ((namespace.adapter.rooms.get(roomOf(actor.id))?.size ?? 0) > 0) return;
    disconnectWorker(actor).catch((error: unknown) => {
      log.error({ err: error }, 'A worker that left could not be marked offline');
    });
  });
}

async function answer(socket: WorkerSocket, name: WorkerRequestName, message: unknown): Promise<Reply<unknown>> {
  try {
    const parsed = WORKER_REQUESTS[name].request.safeParse(message);
    if (!parsed.success) throw new ServiceError('invalid_request', `${name}: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`);
    const handler = WORKER_HANDLERS[name] as (actor: Actor, request: unknown) => Promise<unknown>;
    return { ok: true, data: await withSourceAddress(socket.handshake.address, () => handler(socket.data.actor, parsed.data)) };
  } catch (error) {
    return { ok: false, ...replyOfError(error) };
  }
}

function replyOfError(error: unknown): { code: ServiceError['code']; message: string } {
  if (error instanceof ServiceError) return { code: error.code, message: error.message };
  log.error({ err: error }, "A worker's request failed");
  return { code: 'internal', message: 'The server could not do this. The reason is in its log.' };
}

function roomOf(workerId: string): string {
  return `worker ${workerId}`;
}
