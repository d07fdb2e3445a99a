import { describe, expect, it } from 'vitest';
import { refusalOf } from '#lib/server/outbound/address-policy.ts';
import type { AddressPolicy } from '#lib/server/outbound/address-policy.ts';

const POLICY: AddressPolicy = { privateHosts: new Set(['registry.corp', '10.1.2.3:5000']), ownPorts: new Set([8080]), ownHosts: new Set(['localhost:5000']), ownAddresses: new Set(['192.0.2.7', '203.0.113.9']) };

function isAllowed(host: string, address: string, port = 443): boolean {
  return refusalOf({ host, port, address }, POLICY) === null;
}

describe('refusalOf', () => {
  it.each(['93.184.216.34', '2606:2800:220:1::1', '203.0.113.80', '198.51.100.1'])('lets the public address %s through', (address) => {
    expect(isAllowed('public.example', address)).toBe(true);
  });

  it.each(['127.0.0.1', '10.0.0.1', '172.16.0.1', '192.168.0.1', '100.64.0.1', '169.254.1.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fc00::1', 'ff02::1', '::ffff:10.0.0.1', '64:ff9b::a00:1', 'nonsense'])('refuses %s', (address) => {
    expect(isAllowed('public.example', address)).toBe(false);
  });

  it('lets listed hosts into private ranges, by name or by host and port', () => {
    expect(isAllowed('registry.corp', '10.9.9.9')).toBe(true);
    expect(isAllowed('REGISTRY.corp', '10.9.9.9', 8443)).toBe(true);
    expect(isAllowed('10.1.2.3', '10.1.2.3', 5000)).toBe(true);
    expect(isAllowed('10.1.2.3', '10.1.2.3', 22)).toBe(false);
  });

  it('refuses metadata addresses whatever is listed', () => {
    expect(isAllowed('registry.corp', '169.254.169.254')).toBe(false);
    expect(isAllowed('registry.corp', 'fd00:ec2::254')).toBe(false);
  });

  it('refuses its own ports on its own addresses, but for its registry and Galaxy endpoint', () => {
    expect(isAllowed('registry.corp', '127.0.0.1', 8080)).toBe(false);
    expect(isAllowed('registry.corp', '192.0.2.7', 8080)).toBe(false);
    expect(isAllowed('public.example', '203.0.113.9', 443)).toBe(false);
    expect(isAllowed('localhost', '127.0.0.1', 5000)).toBe(true);
  });
});
