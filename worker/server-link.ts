import { setTimeout as delay } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';
import { ErrorCode } from '#lib/contract/errors.ts';
import {
  WORKER_NAMESPACE,
  WORKER_REQUESTS,
  type WorkerHello,
  type WorkerReply,
  type WorkerRequest,
  type WorkerRequestName,
} from '#lib/contract/worker-protocol.ts';

const REPLY_TIMEOUT_MS = 20_000;
const RETRY_FIRST_MS = 250;
const RETRY_LAST_MS = 5_000;
/** Codes that the same request may not meet a second time. */
const PASSING_CODES: readonly ErrorCode[] = ['unavailable', 'internal', 'rate_limited'];

const AnyReply = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), code: ErrorCode, message: z.string() }),
]);

/** The server's refusal, by its closed code. */
export class ServerError extends Error {
  override name = 'ServerError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** No usable answer came: not connected, disconnected meanwhile, or too late. */
class NoAnswerError extends Error {
  override name = 'NoAnswerError';
}

export interface RequestOptions {
  signal?: AbortSignal;
  /** `once`: give up when no answer comes. Default: again and again until there is one. */
  retry?: 'once' | 'until-answered';
  /** How long one try may take; default 20 s. */
  timeoutMs?: number;
}

export interface ServerLink {
  /**
   * Sends a request and waits for its answer; over a lost connection it is sent again, so requests are idempotent.
   * @throws ServerError when the server refuses, the signal's reason when aborted
   */
  request: <N extends WorkerRequestName>(name: N, message: WorkerRequest<N>, options?: RequestOptions) => Promise<WorkerReply<N>>;
  onConnect: (listener: () => void) => void;
  onWake: (listener: () => void) => void;
  onCancelHint: (listener: (lease: { jobId: string; attempt: number }) => void) => void;
  /** Resolves with the reason when the server will never take this worker. */
  refused: Promise<ServerError>;
  close: () => void;
}

export interface ServerLinkOptions {
  url: string;
  hello: WorkerHello;
  /** Told about connects and disconnects. */
  onState?: (state: { isConnected: boolean; reason: string }) => void;
}

/** Connects out to the server and stays connected. */
export function connectToServer(options: ServerLinkOptions): ServerLink {
  const socket = io(new URL(WORKER_NAMESPACE, options.url).href, {
    auth: options.hello,
    transports: ['websocket'],
    reconnectionDelay: RETRY_FIRST_MS,
    reconnectionDelayMax: RETRY_LAST_MS,
  });
  const refused = Promise.withResolvers<ServerError>();
  socket.on('connect', () => options.onState?.({ isConnected: true, reason: 'connected' }));
  socket.on('disconnect', (reason) => {
    options.onState?.({ isConnected: false, reason });
    if (reason === 'io server disconnect') reconnectLater(socket);
  });
  socket.on('connect_error', (error) => {
    options.onState?.({ isConnected: false, reason: error.message });
    const refusal = readRefusal(error);
    if (refusal !== null) refused.resolve(refusal);
    else if (!socket.active) reconnectLater(socket);
  });
  return {
    request: (name, message, requestOptions = {}) => request(socket, { name, message, options: requestOptions }),
    onConnect: (listener) => void socket.on('connect', listener),
    onWake: (listener) => void socket.on('wake', listener),
    onCancelHint: (listener) => void socket.on('cancel', listener),
    refused: refused.promise,
    close: () => void socket.close(),
  };
}

/** The server's middleware puts its code into `data` of a connect_error. */
function readRefusal(error: Error): ServerError | null {
  const data = z.object({ data: z.object({ code: ErrorCode }) }).safeParse(error);
  if (!data.success) return null;
  const { code } = data.data.data;
  return code === 'worker_too_old' || code === 'unauthenticated' || code === 'forbidden' ? new ServerError(code, error.message) : null;
}

function reconnectLater(socket: Socket): void {
  setTimeout(() => socket.connect(), RETRY_LAST_MS).unref();
}

interface Call<N extends WorkerRequestName> {
  name: N;
  message: WorkerRequest<N>;
  options: RequestOptions;
}

async function request<N extends WorkerRequestName>(socket: Socket, call: Call<N>): Promise<WorkerReply<N>> {
  let waitMs = RETRY_FIRST_MS;
  for (;;) {
    call.options.signal?.throwIfAborted();
    try {
      return await requestOnce(socket, call);
    } catch (error) {
      if (!isWorthRetrying(error) || call.options.retry === 'once') throw error;
    }
    await pause(socket, waitMs, call.options.signal);
    waitMs = Math.min(waitMs * 2, RETRY_LAST_MS);
  }
}

/** Ends at once when a lost connection is back. */
async function pause(socket: Socket, waitMs: number, signal: AbortSignal | undefined): Promise<void> {
  const back = new AbortController();
  const wake = (): void => back.abort();
  const signals = signal === undefined ? [back.signal] : [back.signal, signal];
  if (!socket.connected) socket.once('connect', wake);
  await delay(waitMs, undefined, { signal: AbortSignal.any(signals) }).catch(() => undefined);
  socket.off('connect', wake);
  signal?.throwIfAborted();
}

function isWorthRetrying(error: unknown): boolean {
  return error instanceof NoAnswerError || (error instanceof ServerError && PASSING_CODES.includes(error.code));
}

async function requestOnce<N extends WorkerRequestName>(socket: Socket, call: Call<N>): Promise<WorkerReply<N>> {
  const reply = AnyReply.parse(await emitOnce(socket, call));
  if (!reply.ok) throw new ServerError(reply.code, reply.message);
  return WORKER_REQUESTS[call.name].reply.parse(reply.data) as WorkerReply<N>;
}

/** socket.io keeps packets of a closed connection for the next one; here each try stands alone, so it is refused at once. */
function emitOnce<N extends WorkerRequestName>(socket: Socket, call: Call<N>): Promise<unknown> {
  const { signal, timeoutMs = REPLY_TIMEOUT_MS } = call.options;
  return new Promise((resolve, reject) => {
    if (!socket.connected) {
      reject(new NoAnswerError('Not connected to the server.'));
      return;
    }
    const timer = setTimeout(() => settle(() => reject(new NoAnswerError(`No answer to ${call.name} within ${timeoutMs / 1000} s.`))), timeoutMs);
    const onDisconnect = () => settle(() => reject(new NoAnswerError('The connection to the server was lost.')));
    const onAbort = () => settle(() => reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted')));
    function settle(finish: () => void): void {
      clearTimeout(timer);
      socket.off('disconnect', onDisconnect);
      signal?.removeEventListener('abort', onAbort);
      finish();
    }
    socket.on('disconnect', onDisconnect);
    signal?.addEventListener('abort', onAbort);
    socket.emit(call.name, call.message, (answer: unknown) => settle(() => resolve(answer)));
  });
}
