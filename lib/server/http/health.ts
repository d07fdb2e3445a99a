import type { IncomingMessage, ServerResponse } from 'node:http';
import { getConfig } from '#lib/server/config.ts';
import { getDb } from '#lib/server/db/client.ts';
import { pingDatabase } from '#lib/server/db/raw.ts';

/** /healthz: the process answers. /readyz: its database does, too. Asked by scripts and probes under any Host. */
export async function answerHealth(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  if (request.url === '/healthz') {
    send(response, 200, { status: 'ok', version: getConfig().version });
    return true;
  }
  if (request.url !== '/readyz') return false;
  const isReady = await pingDatabase(getDb()).then(() => true, () => false);
  send(response, isReady ? 200 : 503, { status: isReady ? 'ok' : 'database unavailable' });
  return true;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body));
}
