import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { OutboundRefusedError } from '#lib/server/errors.ts';
import { refusalOf } from './address-policy.ts';
import type { AddressPolicy } from './address-policy.ts';

export type Address = { address: string; family: number };
export type Resolver = (host: string) => Promise<Address[]>;

export function systemResolver(host: string): Promise<Address[]> {
  return lookup(host, { all: true, order: 'verbatim' });
}

/** A resolver that gives up: the system's own may wait for many seconds where no name server answers. */
export function boundedResolver(resolve: Resolver, timeoutMs: number): Resolver {
  return async (host) => {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(reject, timeoutMs, new Error(`${host} was not resolved in time.`));
    });
    return Promise.race([resolve(host), limit]).finally(() => {
      clearTimeout(timer);
    });
  };
}

/**
 * The addresses of a host that may be connected to: what is checked here is what the socket is opened to, so a name that is
 * resolved to something else a moment later changes nothing.
 * @throws OutboundRefusedError when none may.
 */
export async function allowedAddresses(target: { host: string; port: number }, policy: AddressPolicy, resolve: Resolver): Promise<Address[]> {
  const host = target.host.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  const addresses = family === 0 ? await resolve(host) : [{ address: host, family }];
  const refusals = addresses.map(({ address }) => refusalOf({ host, port: target.port, address }, policy));
  const allowed = addresses.filter((_, index) => refusals[index] === null);
  if (allowed.length === 0) throw new OutboundRefusedError(refusals.find((refusal) => refusal !== null) ?? `${host} has no address.`);
  return allowed;
}

/** For net.connect: answers with addresses that were checked before. */
export function fixedLookup(addresses: readonly Address[]): LookupFunction {
  return (_host, options, callback) => {
    const first = addresses[0];
    if (options.all === true) callback(null, [...addresses]);
    else if (first !== undefined) callback(null, first.address, first.family);
  };
}
