import ipaddr from 'ipaddr.js';

export type AddressPolicy = {
  /** host or host:port that may be in a private range. */
  privateHosts: ReadonlySet<string>;
  /** Ports of this server that are never spoken to on its own addresses. */
  ownPorts: ReadonlySet<number>;
  /** host:port of ours that may be, in spite of ownPorts. */
  ownHosts: ReadonlySet<string>;
  /** Addresses of this machine. */
  ownAddresses: ReadonlySet<string>;
};

const METADATA = new Set(['169.254.169.254', '169.254.170.2', '100.100.100.200', 'fd00:ec2::254', '168.63.129.16']);
/** Documentation blocks: nobody's private network, and some sites use them inside like public ones. */
const DOCUMENTATION = [ipaddr.parseCIDR('192.0.2.0/24'), ipaddr.parseCIDR('198.51.100.0/24'), ipaddr.parseCIDR('203.0.113.0/24')];

type Target = { host: string; port: number; address: string };

/** @returns why `address`, to which `host` was resolved, may not be connected to; null when it may. */
export function refusalOf({ host, port, address }: Target, policy: AddressPolicy): string | null {
  if (!ipaddr.isValid(address)) return `${host} has no usable address.`;
  const parsed = ipaddr.process(address);
  if (METADATA.has(parsed.toString())) return `${host} is a metadata address.`;
  const target = `${host}:${port}`.toLowerCase();
  if (policy.ownHosts.has(target)) return null;
  if (isOwn(parsed, policy) && policy.ownPorts.has(port)) return `${target} is this server itself.`;
  if (policy.privateHosts.has(target) || policy.privateHosts.has(host.toLowerCase())) return null;
  if (isPublic(parsed) && !isOwn(parsed, policy)) return null;
  return `${host} is in a private address range. If it is meant to be reached, list it in EEF_PRIVATE_HOSTS.`;
}

function isOwn(address: ipaddr.IPv4 | ipaddr.IPv6, policy: AddressPolicy): boolean {
  return ['loopback', 'unspecified'].includes(address.range()) || policy.ownAddresses.has(address.toString());
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() === 'unicast') return true;
  return address instanceof ipaddr.IPv4 && DOCUMENTATION.some((block) => address.match(block));
}
