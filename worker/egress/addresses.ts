import os from 'node:os';

import ipaddr from 'ipaddr.js';

/** Addresses where clouds hand out their machines' credentials: refused whatever anybody listed. */
const METADATA_ADDRESSES: readonly string[] = [
  '169.254.169.254', '169.254.169.253', '169.254.170.2', '169.254.170.23', '169.254.0.23',
  '100.100.100.200', '168.63.129.16', '192.0.0.192',
  'fd00:ec2::254', 'fd00:ec2::23', 'fd20:ce::254', 'fe80::a9fe:a9fe',
];

/** Blocks that the library counts as ordinary addresses though they lead elsewhere. */
const EXTRA_BLOCKS = ['fec0::/10', '::/96', '64:ff9b:1::/48'].map((block) => ipaddr.parseCIDR(block));

/** Set aside for examples, so nobody's private network: some sites' gateways answer on them. */
const DOCUMENTATION_BLOCKS = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'].map((block) => ipaddr.parseCIDR(block));

/** Canonical text of an address: IPv4 inside IPv6 as IPv4, no zone; null when it is no address. */
export function canonicalAddress(text: string): string | null {
  const bare = text.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, '');
  // `isValid` alone takes 0x7f.1 and 2130706433 as IPv4, as the system's resolver does: they are canonicalised, too.
  return ipaddr.isValid(bare) ? ipaddr.process(bare).toString() : null;
}

export function isMetadataAddress(address: string): boolean {
  const canonical = canonicalAddress(address);
  return canonical !== null && METADATA_ADDRESSES.some((each) => canonicalAddress(each) === canonical);
}

/** Whether an address is one of the public internet: not private, link-local, carrier-grade, multicast or reserved. */
export function isPublicAddress(address: string): boolean {
  const canonical = canonicalAddress(address);
  if (canonical === null) return false;
  const parsed = ipaddr.parse(canonical);
  if (isIn(parsed, DOCUMENTATION_BLOCKS)) return true;
  return parsed.range() === 'unicast' && !isIn(parsed, EXTRA_BLOCKS);
}

function isIn(address: ipaddr.IPv4 | ipaddr.IPv6, blocks: readonly [ipaddr.IPv4 | ipaddr.IPv6, number][]): boolean {
  return blocks.some(([network, bits]) => address.kind() === network.kind() && address.match(network, bits));
}

export function isLoopbackAddress(address: string): boolean {
  const canonical = canonicalAddress(address);
  if (canonical === null) return false;
  const range = ipaddr.parse(canonical).range();
  return range === 'loopback' || range === 'unspecified';
}

/** Addresses of this host, loopback included. Asked anew each time: interfaces come and go. */
export function hostAddresses(): Set<string> {
  const found = Object.values(os.networkInterfaces()).flatMap((each) => each ?? []).map(({ address }) => canonicalAddress(address));
  return new Set(found.filter((address) => address !== null));
}
