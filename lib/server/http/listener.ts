import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getConfig } from '#lib/server/config.ts';
import { ServiceError } from '#lib/server/errors.ts';
import { log } from '#lib/server/log.ts';
import { checkRequest } from './check-request.ts';
import { answerHealth } from './health.ts';
import { securityHeaders } from './security-headers.ts';

type Next = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Before Next sees a request: health, Host and Origin, security headers, the peer's address for the audit. */
export function createListener(next: Next, { isDev }: { isDev: boolean }): (request: IncomingMessage, response: ServerResponse) => void {
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await answerHealth(request, response)) return;
    const nonce = randomBytes(16).toString('base64');
    const headers = securityHeaders(nonce, { isDev });
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const refusal = refusalOf(request);
    if (refusal !== null) {
      response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' }).end(refusal);
      return;
    }
    request.headers['content-security-policy'] = headers['content-security-policy'];
    request.headers['x-nonce'] = nonce;
    request.headers['x-ee-foundry-peer'] = request.socket.remoteAddress ?? '';
    await next(request, response);
  }
  return (request, response) => {
    handle(request, response).catch((error: unknown) => {
      log.error({ err: error, url: request.url }, 'A request failed');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
}

/** Only the Host here: writes are checked where they are declared, so that they get a problem document. */
function refusalOf(request: IncomingMessage): string | null {
  try {
    checkRequest({ method: 'GET', host: request.headers.host ?? null, origin: null, secFetchSite: null }, getConfig());
    return null;
  } catch (error) {
    if (error instanceof ServiceError) return error.message;
    throw error;
  }
}
