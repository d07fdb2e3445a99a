import type { IncomingMessage } from 'node:http';
import type { Namespace, Server } from 'socket.io';
import { WatchBuild } from '#lib/contract/browser-socket.ts';
import type { BrowserClientEvents, BrowserServerEvents, Changed, LogBytes } from '#lib/contract/browser-socket.ts';
import { OPERATOR } from '#lib/server/authorization/can.ts';
import { getBuildRow } from '#lib/server/builds/get.ts';
import { getConfig } from '#lib/server/config.ts';
import { getBus } from '#lib/server/events/bus.ts';
import { isAllowedHost, isAllowedOrigin } from '#lib/server/http/check-request.ts';
import { isAuthenticated } from '#lib/server/http/session-cookie.ts';
import { createCoalescer } from './coalesce.ts';
import { SlowWatchers } from './slow-watchers.ts';
import type { BrowserSocket } from './slow-watchers.ts';

type BrowserNamespace = Namespace<BrowserClientEvents, BrowserServerEvents>;

const CHANGED_EVERY_MS = 250;

/** Namespace "/": "changed" hints for everybody, log bytes for those who watch a build. */
export function serveBrowsers(io: Server): void {
  const namespace = io.of('/') as unknown as BrowserNamespace;
  namespace.use((socket, next) => {
    next(isWelcome(socket.request) ? undefined : new Error('refused'));
  });
  const slow = new SlowWatchers((socket, buildId) => void socket.join(roomOf(buildId)));
  namespace.on('connection', (socket) => {
    acceptSocket(socket, slow);
  });
  const changed = createCoalescer<Changed>({ everyMs: CHANGED_EVERY_MS, keyOf: (message) => `${message.topic} ${message.id ?? ''}`, send: (message) => void namespace.emit('changed', message) });
  const sendLog = (message: LogBytes) => {
    sendToWatchers(namespace, slow, message);
  };
  getBus().on('changed', changed.add).on('log', sendLog);
  io.engine.on('close', () => {
    getBus().off('changed', changed.add).off('log', sendLog);
    slow.close();
  });
}

/** Exact origin, known host, and a session where one is needed. A browser always sends its Origin with a socket. */
function isWelcome(request: IncomingMessage): boolean {
  const { host, origin, cookie, authorization } = request.headers;
  const config = getConfig();
  if (host === undefined || !isAllowedHost(host.toLowerCase(), config)) return false;
  if (origin !== undefined && !isAllowedOrigin(origin, host, config)) return false;
  return isAuthenticated({ cookie: cookie ?? null, authorization: authorization ?? null });
}

function acceptSocket(socket: BrowserSocket, slow: SlowWatchers): void {
  socket.on('build.watch', (message, ack) => {
    watch(socket, message).then(ack, () => {
      ack({ ok: false });
    });
  });
  socket.on('build.unwatch', (message) => {
    const parsed = WatchBuild.safeParse(message);
    if (!parsed.success) return;
    slow.forget(socket, parsed.data.buildId);
    void socket.leave(roomOf(parsed.data.buildId));
  });
}

async function watch(socket: BrowserSocket, message: unknown): Promise<{ ok: boolean }> {
  const { buildId } = WatchBuild.parse(message);
  await getBuildRow(OPERATOR, buildId);
  await socket.join(roomOf(buildId));
  return { ok: true };
}

/** A socket whose buffer grows leaves the room, and comes back when it can be written to: the others see nothing of it. */
function sendToWatchers(namespace: BrowserNamespace, slow: SlowWatchers, message: LogBytes): void {
  const room = roomOf(message.buildId);
  for (const id of [...(namespace.adapter.rooms.get(room) ?? [])]) {
    const socket = namespace.sockets.get(id);
    if (socket !== undefined && slow.holdIfSlow(socket, message.buildId)) void socket.leave(room);
  }
  namespace.to(room).emit('log', message);
  slow.note(message);
}

function roomOf(buildId: string): string {
  return `build ${buildId}`;
}
