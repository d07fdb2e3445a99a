import { describe, expect, test } from 'vitest';

import { hostPortOfUrl, isListed, parseHostPort } from '#worker/egress/host-port.ts';

describe('parseHostPort', () => {
  test.each([
    ['Example.COM.:443', { host: 'example.com', port: 443 }],
    ['[::1]:80', { host: '::1', port: 80 }],
    ['[::ffff:10.0.0.1]:80', { host: '10.0.0.1', port: 80 }],
    ['2130706433:80', { host: '127.0.0.1', port: 80 }],
  ])('reads %s', (text, expected) => {
    expect(parseHostPort(text)).toEqual(expected);
  });

  test.each(['example.com', '', ':80', 'a:0', 'a:65536', 'a:b', 'a b:80', 'user@host:80', 'host:80/path', '::1:80', 'a:80:90'])('refuses %s', (text) => {
    expect(parseHostPort(text)).toBeNull();
  });
});

describe('hostPortOfUrl', () => {
  test('knows the default ports', () => {
    expect([hostPortOfUrl('https://A.example/x'), hostPortOfUrl('http://a.example'), hostPortOfUrl('http://[::1]:8080')]).toEqual([
      { host: 'a.example', port: 443 }, { host: 'a.example', port: 80 }, { host: '::1', port: 8080 },
    ]);
  });
});

describe('isListed', () => {
  test('does not take a suffix for the host', () => {
    expect(isListed({ host: 'evil-hub.intern', port: 443 }, ['hub.intern'])).toBe(false);
    expect(isListed({ host: 'x.hub.intern', port: 443 }, ['hub.intern'])).toBe(false);
  });
});
