import { describe, expect, test } from 'vitest';

import { egressPolicy, judge, judgeName, type EgressPeers } from '#worker/egress/policy.ts';
import { parseHostPort } from '#worker/egress/host-port.ts';

const PEERS: EgressPeers = { serverUrl: 'http://localhost:8080', localRegistry: 'localhost:5000', galaxyUrl: 'http://localhost:8081' };

function verdict(target: string, addresses: string[], phase: 'fetch' | 'build' | 'collect' = 'build', privateHosts: string[] = []): string {
  const parsed = parseHostPort(target);
  if (parsed === null) return 'malformed';
  const result = judge(parsed, addresses, egressPolicy(phase, privateHosts, PEERS));
  return result.ok ? result.addresses.join(' ') : `refused: ${result.reason}`;
}

describe('egressPolicy', () => {
  test('opens doors by phase: the registry where images move, Galaxy where collections are fetched', () => {
    expect(egressPolicy('fetch', [], PEERS).doors).toEqual([5000]);
    expect(egressPolicy('publish', [], PEERS).doors).toEqual([5000]);
    expect(egressPolicy('collect', [], PEERS).doors).toEqual([8081]);
    expect(egressPolicy('build', [], PEERS).doors).toEqual([]);
    expect(egressPolicy('inspect', [], PEERS).doors).toEqual([]);
    expect(egressPolicy('build', [], PEERS, true).doors).toEqual([8081]);
  });

  test('opens doors to listed loopback servers, never to the dashboard, nor to the registry while building', () => {
    expect(egressPolicy('build', ['localhost:5443', '127.0.0.1:9443', '127.0.0.3:7', 'localhost:8080', 'localhost:5000', 'intern.example:8443', 'localhost'], PEERS).doors).toEqual([5443, 9443]);
  });

  test('opens no door to servers elsewhere', () => {
    expect(egressPolicy('collect', [], { ...PEERS, galaxyUrl: 'https://galaxy.example/api', localRegistry: null }).doors).toEqual([]);
  });
});

describe('judge', () => {
  test.each(['203.0.113.7', '8.8.8.8', '2606:4700::1111'])('lets public address %s through', (address) => {
    expect(verdict('files.example:443', [address])).toBe(address);
  });

  test.each([
    '127.0.0.1', '127.9.9.9', '0.0.0.0', '10.0.0.1', '172.16.0.1', '192.168.1.1', '169.254.1.1', '100.64.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255', '198.18.0.1',
    '::1', '::', 'fe80::1', 'fc00::1', 'fec0::1', 'ff02::1', '::ffff:10.0.0.1', '::10.0.0.1', '64:ff9b::a00:1', '64:ff9b:1::1', '2002:a00:1::', '2001:db8::1', '0x7f.1', '2130706433',
  ])('refuses %s', (address) => {
    expect(verdict('files.example:443', [address])).toMatch(/^refused/);
    expect(verdict(`${address.includes(':') ? `[${address}]` : address}:443`, [address])).toMatch(/^refused/);
  });

  test('answers with the allowed addresses only', () => {
    expect(verdict('mixed.example:443', ['10.0.0.1', '8.8.8.8'])).toBe('8.8.8.8');
    expect(verdict('none.example:443', [])).toBe('refused: the name has no address');
  });

  test('lets listed private hosts through, by host or by host and port', () => {
    expect(verdict('hub.intern:443', ['10.0.0.1'], 'build', ['hub.intern'])).toBe('10.0.0.1');
    expect(verdict('HUB.intern.:443', ['10.0.0.1'], 'build', ['hub.intern:443'])).toBe('10.0.0.1');
    expect(verdict('hub.intern:444', ['10.0.0.1'], 'build', ['hub.intern:443'])).toMatch(/EEF_PRIVATE_HOSTS/);
    expect(verdict('127.0.0.3:15444', ['127.0.0.3'], 'build', ['127.0.0.3:15444'])).toBe('127.0.0.3');
    expect(verdict('[fd12::1]:443', ['fd12::1'], 'build', ['[fd12::1]:443'])).toBe('fd12::1');
  });

  test.each(['169.254.169.254', '::ffff:169.254.169.254', 'fd00:ec2::254', '100.100.100.200', '168.63.129.16', '192.0.0.192'])('refuses metadata address %s, whatever is listed', (address) => {
    expect(verdict('meta.intern:80', [address], 'build', ['meta.intern', address])).toBe('refused: it is a metadata address');
  });

  test('refuses the dashboard by each loopback address and name, whatever is listed', () => {
    for (const [target, address] of [['localhost:8080', '127.0.0.1'], ['127.0.0.5:8080', '127.0.0.5'], ['alias.intern:8080', '127.0.0.1'], ['[::1]:8080', '::1']] as const) {
      expect(verdict(target, [address], 'fetch', ['localhost', '127.0.0.5', 'alias.intern', '[::1]'])).toBe('refused: builds may not reach this server');
    }
  });

  test('refuses a dashboard elsewhere by the addresses of its name, but not another listed name on the same proxy', () => {
    const policy = egressPolicy('build', ['registry.corp'], { ...PEERS, serverUrl: 'https://ee.corp' });
    const resolved = { ...policy, refused: policy.refused.map((each) => ({ ...each, addresses: each.host === 'ee.corp' ? ['10.1.1.1'] : [] })) };
    expect(judge({ host: 'ee.corp', port: 443 }, ['10.1.1.1'], resolved).ok).toBe(false);
    expect(judge({ host: 'alias.example', port: 443 }, ['10.1.1.1'], resolved)).toMatchObject({ ok: false, reason: 'builds may not reach this server' });
    expect(judge({ host: 'registry.corp', port: 443 }, ['10.1.1.1'], resolved).ok).toBe(true);
  });

  test('refuses the local registry while building, whatever is listed, and reaches it while fetching', () => {
    expect(verdict('localhost:5000', ['127.0.0.1'], 'build', ['localhost', 'localhost:5000'])).toBe('refused: builds may not reach this server');
    expect(verdict('localhost:5000', ['127.0.0.1'], 'fetch')).toBe('127.0.0.1');
    expect(verdict('127.0.0.2:5000', ['127.0.0.2'], 'fetch')).toMatch(/^refused/);
  });
});

describe('judgeName', () => {
  test('knows by name alone what must not go to a site proxy', () => {
    const policy = egressPolicy('build', [], { ...PEERS, serverUrl: 'https://ee.corp' });
    expect(judgeName({ host: 'ee.corp', port: 443 }, policy)).not.toBeNull();
    expect(judgeName({ host: 'x.localhost', port: 80 }, policy)).not.toBeNull();
    expect(judgeName({ host: 'pypi.example', port: 443 }, policy)).toBeNull();
  });
});
