import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { findRoute, openRoute, RefusedError, type GateOptions, type Route } from './gate.ts';
import { hostPortOfUrl, parseHostPort } from './host-port.ts';
import { pinnedLookup } from './resolve.ts';
import { proxyAuthorization, requestToSiteProxy } from './site-proxy.ts';
import { splice } from './splice.ts';

const HOP_BY_HOP = new Set(['connection', 'proxy-connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer', 'transfer-encoding', 'upgrade']);
const RESPONSE_TIMEOUT_MS = 5 * 60_000;

/** CONNECT: a tunnel for everything with TLS. */
export async function forwardConnect(request: IncomingMessage, client: Duplex, options: GateOptions): Promise<void> {
  client.on('error', () => client.destroy());
  const target = parseHostPort(request.url ?? '');
  if (target === null) {
    answer(client, 400, 'EE Foundry: CONNECT needs host:port.');
    return;
  }
  try {
    const socket = await openRoute(target, await findRoute(target, options));
    if (client.destroyed) {
      socket.destroy();
      return;
    }
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    splice(client, socket, options.record.request(target));
  } catch (error) {
    answer(client, statusOf(error), messageOf(error, `${target.host}:${target.port}`));
  }
}

/** A plain request in absolute form, as apt and unencrypted mirrors need it. */
export async function forwardPlain(request: IncomingMessage, response: ServerResponse, options: GateOptions & { agent: http.Agent }): Promise<void> {
  const url = URL.parse(request.url ?? '');
  if (url?.protocol !== 'http:') {
    respond(response, 400, 'EE Foundry: this is a proxy; it takes http:// URLs and CONNECT.');
    return;
  }
  const target = hostPortOfUrl(url.href);
  try {
    const route = await findRoute(target, options);
    const count = options.record.request(target, url);
    const outgoing = openRequest(request, url, route, options.agent);
    response.on('close', () => outgoing.destroy());
    const [incoming] = await Promise.all([responseTo(outgoing), pipeline(request, outgoing)]);
    incoming.on('data', (chunk: Buffer) => count(chunk.length));
    response.writeHead(incoming.statusCode ?? 502, incoming.statusMessage, endToEnd(incoming.rawHeaders));
    await pipeline(incoming, response);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else respond(response, statusOf(error), messageOf(error, url.host));
  }
}

function openRequest(request: IncomingMessage, url: URL, route: Route, agent: http.Agent): http.ClientRequest {
  const headers = withHost(endToEnd(request.rawHeaders), url.host);
  const method = request.method ?? 'GET';
  if (route.via === 'site-proxy') {
    const login = Object.entries(proxyAuthorization(route.proxy)).flat();
    const { origin, pathname, search } = url;
    return requestToSiteProxy(route.proxy, { method, path: `${origin}${pathname}${search}`, headers: [...headers, ...login], agent: false, timeout: RESPONSE_TIMEOUT_MS });
  }
  // The lookup is not part of the agent's key: a kept connection of this phase was checked when it was made.
  return http.request({
    method,
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? 80 : Number(url.port),
    path: `${url.pathname}${url.search}`,
    headers,
    agent,
    lookup: pinnedLookup(route.addresses),
    timeout: RESPONSE_TIMEOUT_MS,
  });
}

function responseTo(request: http.ClientRequest): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request.once('response', resolve);
  request.once('error', reject);
  request.once('timeout', () => request.destroy(new Error('no answer in time')));
  return promise;
}

function endToEnd(rawHeaders: readonly string[]): string[] {
  const named = new Set(headerPairs(rawHeaders).filter(([name]) => name.toLowerCase() === 'connection').flatMap(([, value]) => value.toLowerCase().split(/\s*,\s*/)));
  return headerPairs(rawHeaders).filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()) && !named.has(name.toLowerCase())).flat();
}

/** The Host that was judged, not the one that the client claims. */
function withHost(headers: readonly string[], host: string): string[] {
  return ['Host', host, ...headerPairs(headers).filter(([name]) => name.toLowerCase() !== 'host').flat()];
}

function headerPairs(raw: readonly string[]): [string, string][] {
  return Array.from({ length: raw.length / 2 }, (_, index) => [raw[index * 2] ?? '', raw[index * 2 + 1] ?? '']);
}

function statusOf(error: unknown): number {
  return error instanceof RefusedError ? 403 : 502;
}

function messageOf(error: unknown, target: string): string {
  if (error instanceof RefusedError) return error.message;
  return `EE Foundry could not reach ${target}: ${error instanceof Error ? error.message : 'unknown reason'}.`;
}

function respond(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' }).end(`${text}\n`);
}

function answer(client: Duplex, status: number, text: string): void {
  const body = `${text}\n`;
  client.end(`HTTP/1.1 ${status} ${http.STATUS_CODES[status] ?? ''}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
}
