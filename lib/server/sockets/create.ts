import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import { MAX_CHUNK_BYTES } from '#lib/contract/worker-protocol.ts';
import { serveBrowsers } from './browsers.ts';
import { serveWorkers } from './workers.ts';

/** Room for one chunk, its envelope, and reports of a few hundred steps. */
const MAX_MESSAGE_BYTES = 16 * MAX_CHUNK_BYTES;

export function createSockets(http: HttpServer): Server {
  const io = new Server(http, { path: '/socket.io', serveClient: false, perMessageDeflate: false, maxHttpBufferSize: MAX_MESSAGE_BYTES, cookie: false });
  serveBrowsers(io);
  serveWorkers(io);
  return io;
}
