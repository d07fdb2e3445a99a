import type { IncomingMessage } from 'node:http';
import type { Namespace, Server, Socket } from 'socket.io';
import { WatchBuild } from '#lib/contract/browser-socket.ts';
import type { BrowserClientEvents, BrowserServerEvents, Changed, LogBytes } from '#lib/contract/browser-socket.ts';
import { OPERATOR } from '#lib/server/authorization/can.ts';
import { getBuildRow } from '#lib/server/builds/get.ts';
import { getConfig } from '#lib/server/config.ts';
import { getBus } from '#lib/server/events/bus.ts';
import { isAllowedHost, isAllowedOrigin } from '#lib/server/http/check-request.ts';
import { isAuthenticated } from '#lib/server/http/session-cookie.ts';
import { createCoalescer } from './coalesce.ts';

type BrowserSocket = Socket<BrowserClientEvents, BrowserServerEvents>;
type BrowserNamespace = Namespace<BrowserClientEvents, BrowserServerEvents>;

const CHANGED_EVERY_MS = 250;
const SLOW_SOCKET_BYTES = 4 * 1024 * 1024;

/** Namespace "/": "changed" hints for everybody, log bytes for those who watch a build. */
export function serveBrowsers(io: Server): void {
  const namespace = io.of('/') as unknown as BrowserNamespace;
  namespace.use((socket, next) => {
    next(isWelcome(socket.request) ? undefined : new Error('refused'));
  });
  namespace.on('connection', acceptSocket);
  const changed = createCoalescer<Changed>({ everyMs: CHANGED_EVERY_MS, keyOf: (message) => `${message.topic} ${message.id ?? ''}`, send: (message) => void namespace.emit('changed', message) });
  const sendLog = (message: LogBytes) => {
    sendToWatchers(namespace, message);
  };
  getBus().on('changed', changed.add).on('log', sendLog);
  io.engine.on('close', () => getBus().off('changed', changed.add).off('log', sendLog));
}

/** Exact origin, known host, and a session where one is needed. A browser always sends its Origin with a socket. */
function isWelcome(request: IncomingMessage): boolean {
  const { host, origin, cookie, authorization } = request.headers;
  const config = getConfig();
  if (host === undefined || !isAllowedHost(host.toLowerCase(), config)) return false;
  if (origin !== undefined && !isAllowedOrigin(origin, host, config)) return false;
  return isAuthenticated({ cookie: cookie ?? null, authorization: authorization ?? null });
}

function acceptSocket(socket: BrowserSocket): void {
  socket.on('build.watch', (message, ack) => {
    watch(socket, message).then(ack, () => {
      ack({ ok: false });
    });
  });
  socket.on('build.unwatch', (message) => {
    const parsed = WatchBuild.safeParse(message);
    if (parsed.success) void socket.leave(roomOf(parsed.data.buildId));
  });
}

async function watch(socket: BrowserSocket, message: unknown): Promise<{ ok: boolean }> {
  const { buildId } = WatchBuild.parse(message);
  await getBuildRow(OPERATOR, buildId);
  await socket.join(roomOf(buildId));
  return { ok: true };
}

/** A socket whose buffer grows gets only where the log's end is, and that only if it can be written: it fetches the gap by HTTP range. */
function sendToWatchers(namespace: BrowserNamespace, message: LogBytes): void {
  const room = roomOf(message.buildId);
  const slow = [...(namespace.adapter.rooms.get(room) ?? [])].flatMap((id) => namespace.sockets.get(id) ?? []).filter((socket) => pendingBytes(socket) >= SLOW_SOCKET_BYTES);
  namespace.to(room).except(slow.map((socket) => socket.id)).emit('log', message);
  const end = { ...message, offset: message.offset + message.bytes.length, bytes: new Uint8Array() };
  for (const socket of slow) socket.volatile.emit('log', end);
}

function pendingBytes(socket: BrowserSocket): number {
  const transport = socket.conn.transport as { socket?: { bufferedAmount?: number } };
  return transport.socket?.bufferedAmount ?? 0;
}

function roomOf(buildId: string): string {
  return `build ${buildId}`;
}
