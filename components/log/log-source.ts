import { api, apiResponse } from '#lib/client/api.ts';
import { getSocket } from '#lib/client/socket.ts';
import type { LogBytes } from '#lib/contract/browser-socket.ts';
import type { PhaseName } from '#lib/contract/builds.ts';
import { LogLines } from '#lib/contract/logs.ts';
import type { LogSource, WatchHandlers } from './log-feed.ts';
import { SHOWN_BYTES } from './phase-lines.ts';

export type AttemptRef = { buildId: string; attempt: number };

/** Path of an attempt's log, or of one phase's, below the API; with ?download=1 it is saved under a good name. */
export function logPath({ buildId, attempt }: AttemptRef, phase: PhaseName | null): string {
  return `/builds/${buildId}/attempts/${attempt}/log${phase === null ? '' : `/${phase}`}`;
}

/** The log of one attempt: lines and ranges by HTTP, then the socket's bytes. */
export function createLogSource(of: AttemptRef): LogSource {
  return {
    lines: ({ phase, from, count, lineBytes = SHOWN_BYTES, signal }) => api(`${logPath(of, phase)}/lines`, { query: { from, count, lineBytes }, schema: LogLines, signal }),
    read: async ({ phase, offset, maxBytes, signal }, onBytes) => {
      const response = await openLog(logPath(of, phase), offset, signal);
      if (Number(response.headers.get('content-length') ?? 0) > maxBytes) {
        await response.body?.cancel();
        return false;
      }
      await readBody(response, rangeStart(response), onBytes);
      return true;
    },
    watch: (handlers) => watchBuild(of, handlers),
  };
}

// One byte more than wanted: a range that begins at the end would be answered with 416, which browsers report as an error.
function openLog(path: string, offset: number, signal: AbortSignal): Promise<Response> {
  const range = offset === 0 ? {} : { range: `bytes=${offset - 1}-` };
  return apiResponse(path, { headers: { ...range, accept: '*/*' }, signal });
}

function rangeStart(response: Response): number {
  const match = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '');
  return response.status === 206 && match !== null ? Number(match[1]) : 0;
}

async function readBody(response: Response, start: number, onBytes: (offset: number, bytes: Uint8Array) => void): Promise<void> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  let offset = start;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    onBytes(offset, part.value);
    offset += part.value.length;
  }
}

function watchBuild({ buildId, attempt }: AttemptRef, handlers: WatchHandlers): () => void {
  const socket = getSocket();
  const join = (): void => {
    socket.emit('build.watch', { buildId }, () => handlers.onConnected());
  };
  const onLog = (message: LogBytes): void => {
    if (message.buildId !== buildId || message.attempt !== attempt) return;
    handlers.onBytes(message.phase, message.offset, toBytes(message.bytes));
  };
  socket.on('connect', join);
  socket.on('disconnect', handlers.onLost);
  socket.on('log', onLog);
  if (socket.connected) join();
  return () => {
    socket.off('connect', join);
    socket.off('disconnect', handlers.onLost);
    socket.off('log', onLog);
    socket.emit('build.unwatch', { buildId });
  };
}

/** In browsers socket.io hands over an ArrayBuffer. */
function toBytes(bytes: Uint8Array | ArrayBuffer): Uint8Array {
  return bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes;
}
