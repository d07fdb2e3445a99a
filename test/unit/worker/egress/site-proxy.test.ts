import { describe, expect, test } from 'vitest';

import { isDirect, proxyAuthorization } from '#worker/egress/site-proxy.ts';

describe('isDirect', () => {
  test.each([
    ['intern.example', 443, ['intern.example'], true],
    ['a.intern.example', 443, ['.intern.example'], true],
    ['a.intern.example', 443, ['intern.example'], true],
    ['a.intern.example', 443, ['*.intern.example'], true],
    ['xintern.example', 443, ['intern.example'], false],
    ['intern.example', 8443, ['intern.example:8443'], true],
    ['intern.example', 443, ['intern.example:8443'], false],
    ['10.1.2.3', 443, ['10.0.0.0/8'], true],
    ['11.1.2.3', 443, ['10.0.0.0/8'], false],
    ['10.1.2.3', 443, ['10.1.2.3'], true],
    ['fd00::1', 443, ['fd00::/8'], true],
    ['fd00::1', 443, ['fd00::1'], true],
    ['anything.example', 443, ['*'], true],
    ['anything.example', 443, [], false],
  ])('%s:%i with %j is %s', (host, port, list, expected) => {
    expect(isDirect({ host, port }, list)).toBe(expected);
  });
});

describe('proxyAuthorization', () => {
  test('decodes the log-in of the URL, and sends none without one', () => {
    expect(proxyAuthorization({ url: 'http://me:p%40s%3As@proxy.example:3128', noProxy: [] })).toEqual({ 'Proxy-Authorization': `Basic ${Buffer.from('me:p@s:s').toString('base64')}` });
    expect(proxyAuthorization({ url: 'http://proxy.example:3128', noProxy: [] })).toEqual({});
  });
});
