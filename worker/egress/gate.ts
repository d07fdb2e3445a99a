import net, { type Socket } from 'node:net';

import type { SiteProxy } from '#worker/config.ts';
import type { DownloadRecord } from './downloads.ts';
import type { HostPort } from './host-port.ts';
import { judge, judgeName, type EgressPolicy } from './policy.ts';
import { pinnedLookup, type Resolve } from './resolve.ts';
import { connectThroughSiteProxy, isDirect } from './site-proxy.ts';

const CONNECT_TIMEOUT_MS = 30_000;

export interface GateOptions {
  policy: EgressPolicy;
  siteProxy: SiteProxy | null;
  resolve: Resolve;
  record: DownloadRecord;
}

/** A destination that the policy does not allow. */
export class RefusedError extends Error {
  override name = 'RefusedError';
}

/** How an allowed destination is reached: `addresses` were checked, null leaves the name to the site's proxy. */
export type Route = { via: 'direct'; addresses: string[] } | { via: 'site-proxy'; proxy: SiteProxy };

/** @throws RefusedError, which is recorded. */
export async function findRoute(target: HostPort, options: GateOptions): Promise<Route> {
  const addresses = await options.resolve(target.host);
  const proxy = proxyFor(target, options);
  const found = proxy === null ? findDirect(target, addresses, options.policy) : findThrough(proxy, target, addresses, options.policy);
  if (typeof found !== 'string') return found;
  options.record.refusal(target, found);
  throw new RefusedError(`EE Foundry refused ${target.host}:${target.port}: ${found}.`);
}

function findDirect(target: HostPort, addresses: readonly string[], policy: EgressPolicy): Route | string {
  const verdict = judge(target, addresses, policy);
  return verdict.ok ? { via: 'direct', addresses: verdict.addresses } : verdict.reason;
}

/** The site's proxy looks a name up by itself: every address that it has here must be allowed, if it has any. */
function findThrough(proxy: SiteProxy, target: HostPort, addresses: readonly string[], policy: EgressPolicy): Route | string {
  const route: Route = { via: 'site-proxy', proxy };
  if (addresses.length === 0) return judgeName(target, policy) ?? route;
  for (const address of addresses) {
    const verdict = judge(target, [address], policy);
    if (!verdict.ok) return verdict.reason;
  }
  return route;
}

function proxyFor(target: HostPort, { siteProxy, policy }: GateOptions): SiteProxy | null {
  const isDoor = (target.host === 'localhost' || target.host === '127.0.0.1') && policy.doors.includes(target.port);
  return siteProxy === null || isDoor || isDirect(target, siteProxy.noProxy) ? null : siteProxy;
}

/** Opens a connection on a route. @throws Error that says why it failed */
export function openRoute(target: HostPort, route: Route): Promise<Socket> {
  return route.via === 'site-proxy' ? connectThroughSiteProxy(route.proxy, target) : connectPinned(target, route.addresses);
}

function connectPinned(target: HostPort, addresses: readonly string[]): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  // The name is only a label here: the addresses come from the lookup.
  const socket = net.connect({ host: 'checked.invalid', port: target.port, lookup: pinnedLookup(addresses) });
  socket.setTimeout(CONNECT_TIMEOUT_MS, () => socket.destroy(new Error('the connection timed out')));
  socket.once('error', (error) => reject(error instanceof AggregateError ? ((error.errors as Error[])[0] ?? error) : error));
  socket.once('connect', () => {
    socket.setTimeout(0);
    socket.removeAllListeners('timeout');
    resolve(socket);
  });
  return promise;
}
