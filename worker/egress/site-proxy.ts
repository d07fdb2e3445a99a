import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';

import ipaddr from 'ipaddr.js';

import type { SiteProxy } from '#worker/config.ts';
import { canonicalAddress } from './addresses.ts';
import { canonicalHost, type HostPort } from './host-port.ts';

const CONNECT_TIMEOUT_MS = 30_000;

/** Whether a no_proxy list takes a destination out: names, `.suffix`, `*`, addresses, ranges, each with `:port`. */
export function isDirect(target: HostPort, noProxy: readonly string[]): boolean {
  return noProxy.some((entry) => {
    if (entry === '*') return true;
    const [, host = '', port] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
    if (port !== undefined && !entry.includes('::') && Number(port) !== target.port) return false;
    return matchesHost(target.host, entry.includes('::') ? entry : host);
  });
}

function matchesHost(host: string, entry: string): boolean {
  const address = canonicalAddress(host);
  if (address !== null) return matchesAddress(address, entry);
  const name = canonicalHost(entry.replace(/^\*?\./, ''));
  return name !== '' && (host === name || host.endsWith(`.${name}`));
}

function matchesAddress(address: string, entry: string): boolean {
  if (!ipaddr.isValidCIDR(entry)) return canonicalAddress(entry) === address;
  const [network, bits] = ipaddr.parseCIDR(entry);
  const parsed = ipaddr.parse(address);
  return parsed.kind() === network.kind() && parsed.match(network, bits);
}

/** Headers that log in at the site's proxy. */
export function proxyAuthorization(proxy: SiteProxy): Record<string, string> {
  const { username, password } = new URL(proxy.url);
  if (username === '' && password === '') return {};
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'Proxy-Authorization': `Basic ${Buffer.from(login).toString('base64')}` };
}

/** A request to the site's proxy itself: in absolute form, or CONNECT. */
export function requestToSiteProxy(proxy: SiteProxy, options: http.RequestOptions): http.ClientRequest {
  const { protocol, hostname, port } = new URL(proxy.url);
  const isTls = protocol === 'https:';
  const target = { ...options, host: hostname.replace(/^\[(.*)\]$/, '$1'), port: port === '' ? (isTls ? 443 : 80) : Number(port) };
  return isTls ? https.request(target) : http.request(target);
}

/** A tunnel through the site's proxy. @throws Error that says what the proxy answered, without the log-in. */
export function connectThroughSiteProxy(proxy: SiteProxy, target: HostPort): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const authority = `${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}`;
  const request = requestToSiteProxy(proxy, { method: 'CONNECT', path: authority, headers: { Host: authority, ...proxyAuthorization(proxy) }, agent: false, timeout: CONNECT_TIMEOUT_MS });
  request.once('connect', (response, socket: Socket, head) => {
    if (response.statusCode !== 200) {
      socket.destroy();
      reject(new Error(refusal(response.statusCode ?? 0)));
      return;
    }
    socket.setTimeout(0);
    if (head.length > 0) socket.unshift(head);
    resolve(socket);
  });
  request.once('response', (response) => {
    response.destroy();
    reject(new Error(refusal(response.statusCode ?? 0)));
  });
  request.once('timeout', () => request.destroy(new Error('the site proxy did not answer in time')));
  request.once('error', (error) => reject(error));
  request.end();
  return promise;
}

function refusal(status: number): string {
  return status === 407 ? 'the site proxy wants another log-in (407): check EEF_PROXY' : `the site proxy answered ${status}`;
}
