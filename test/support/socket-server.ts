import { createServer } from 'node:http';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach } from 'vitest';
import { getConfig } from '#lib/server/config.ts';
import { createSockets } from '#lib/server/sockets/create.ts';

type Options = { origin?: string; host?: string; cookie?: string; auth?: Record<string, unknown> };
type Refusal = Error & { data?: { code: string; message: string } };

/** Before each test: the real sockets on EEF_PORT of the test's instance; after it everything that was connected is closed. */
export function useSockets() {
  const open: Socket[] = [];
  let stop: () => Promise<void> = () => Promise.resolve();
  beforeEach(async () => {
    const http = createServer();
    const sockets = createSockets(http);
    await new Promise<void>((resolve) => http.listen(getConfig().settings.EEF_PORT, '127.0.0.1', resolve));
    stop = () => sockets.close();
  });
  afterEach(async () => {
    for (const socket of open.splice(0)) socket.disconnect();
    await stop();
  });

  /** Connects, or fails with the server's refusal. */
  async function connect(namespace: string, { origin, host, cookie, auth = {} }: Options = {}): Promise<Socket> {
    const extraHeaders = { ...(origin === undefined ? {} : { origin }), ...(host === undefined ? {} : { host }), ...(cookie === undefined ? {} : { cookie }) };
    const socket = io(`http://127.0.0.1:${getConfig().settings.EEF_PORT}${namespace}`, { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders, auth });
    open.push(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (error: Refusal) => {
        reject(error);
      });
    });
    return socket;
  }
  return { connect };
}
