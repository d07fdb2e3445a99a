import { lookup } from 'node:dns/promises';
import net, { type LookupFunction } from 'node:net';

import { canonicalHost } from './host-port.ts';

/** Addresses of a name, empty when it has none; an address stands for itself. */
export type Resolve = (host: string) => Promise<string[]>;

/** The system's resolver: /etc/hosts, nsswitch and DNS as every program of this host sees them. */
export async function resolveHost(host: string): Promise<string[]> {
  if (net.isIP(host) !== 0) return [canonicalHost(host)];
  try {
    return (await lookup(host, { all: true })).map(({ address }) => canonicalHost(address));
  } catch {
    return [];
  }
}

/** A lookup that answers with addresses that were checked, so that the connection cannot go elsewhere. */
export function pinnedLookup(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: net.isIP(address) }));
  return (_host, options, callback) => {
    const [first] = all;
    if (first === undefined) callback(new Error('no address is allowed'), '');
    else if (options.all === true) callback(null, all);
    else callback(null, first.address, first.family);
  };
}
