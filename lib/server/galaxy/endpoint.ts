import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { readToken } from '#lib/server/config.ts';
import { ServiceError, UnauthenticatedError, statusOf } from '#lib/server/errors.ts';
import { isEqualSecret } from '#lib/server/http/session-cookie.ts';
import { log } from '#lib/server/log.ts';
import { GALAXY_ROUTES } from './routes.ts';
import { sendFile } from './send-file.ts';

/** The read-only Galaxy v3 server over data/collections, on its own port: builds may reach it, the dashboard they may not. */
export function createGalaxyEndpoint({ ready }: { ready: Promise<void> }): Server {
  return createServer((request, response) => {
    ready
      .then(() => answer(request, response))
      .catch((error: unknown) => {
        sendError(response, error);
      });
  });
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') throw new ServiceError('forbidden', 'This server is read-only.');
  checkToken(request.headers.authorization ?? '');
  const url = new URL(request.url ?? '/', 'http://galaxy.invalid');
  for (const { pattern, handler } of GALAXY_ROUTES) {
    const match = pattern.exec(url.pathname);
    if (match === null) continue;
    const result = await handler(match.groups ?? {}, url.searchParams);
    if ('file' in result) await sendFile(response, result);
    else send(response, 200, result.json);
    return;
  }
  throw new ServiceError('not_found', 'There is nothing here.');
}

/** `Token <t>` as ansible-galaxy sends it, or Basic with the token as password. */
function checkToken(authorization: string): void {
  const wanted = readToken('galaxy');
  const bare = /^(?:Token|Bearer) (.+)$/i.exec(authorization)?.[1];
  const basic = /^Basic (.+)$/i.exec(authorization)?.[1];
  const given = bare ?? (basic === undefined ? '' : Buffer.from(basic, 'base64').toString('utf8').split(':').slice(1).join(':'));
  if (wanted === null || !isEqualSecret(given, wanted)) throw new UnauthenticatedError('The token for this Galaxy server is missing or wrong.');
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body));
}

function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const isExpected = error instanceof ServiceError;
  if (!isExpected) log.error({ err: error }, 'The Galaxy endpoint failed');
  const status = isExpected ? statusOf(error.code) : 500;
  const detail = isExpected ? error.message : 'The reason is in the log of the dashboard.';
  send(response, status, { errors: [{ status: String(status), code: isExpected ? error.code : 'internal', title: isExpected ? error.message : 'Internal error', detail }] });
}
