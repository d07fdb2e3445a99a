import { describe, expect, it } from 'vitest';
import { loadConfig, siteProxyFor } from '#lib/server/config.ts';
import { checkRequest } from '#lib/server/http/check-request.ts';

function isAllowed(env: Record<string, string>, host: string, { origin = null, method = 'POST' }: { origin?: string | null; method?: string } = {}): boolean {
  try {
    checkRequest({ method, host, origin, secFetchSite: null }, loadConfig(env));
    return true;
  } catch {
    return false;
  }
}

describe('checkRequest', () => {
  it('knows the loopback names and the public URL only', () => {
    for (const host of ['localhost:8080', '127.0.0.1:8080', '[::1]:8080', 'LOCALHOST:8080']) expect(isAllowed({}, host), host).toBe(true);
    for (const host of ['localhost', 'localhost:8081', 'evil.example:8080', '10.0.0.5:8080', 'localhost:8080.evil.example', '']) expect(isAllowed({}, host), host).toBe(false);
    const env = { EEF_PUBLIC_URL: 'https://ee.corp.example' };
    expect(isAllowed(env, 'ee.corp.example', { origin: 'https://ee.corp.example' })).toBe(true);
    expect(isAllowed(env, 'ee.corp.example', { origin: 'http://ee.corp.example' })).toBe(false);
  });

  it('answers IP literals, not names, when it listens on every address', () => {
    const env = { EEF_HOST: '0.0.0.0' };
    expect(isAllowed(env, '10.0.0.5:8080', { origin: 'http://10.0.0.5:8080' })).toBe(true);
    expect(isAllowed(env, '10.0.0.5:8080', { origin: 'http://10.0.0.6:8080' })).toBe(false);
    expect(isAllowed(env, 'rebound.example:8080')).toBe(false);
  });

  it('lets reads pass from anywhere that knows the host', () => {
    expect(isAllowed({}, 'localhost:8080', { method: 'GET', origin: 'http://evil.example' })).toBe(true);
  });
});

describe('loadConfig', () => {
  it('wants the first-start token for anything but this machine', () => {
    expect(loadConfig({}).isTokenRequired).toBe(false);
    expect(loadConfig({ EEF_HOST: '127.0.0.2' }).isTokenRequired).toBe(false);
    expect(loadConfig({ EEF_HOST: '0.0.0.0' }).isTokenRequired).toBe(true);
    expect(loadConfig({ EEF_PUBLIC_URL: 'https://ee.corp.example' }).isTokenRequired).toBe(true);
    expect(loadConfig({ EEF_PUBLIC_URL: 'http://localhost:8080' }).isTokenRequired).toBe(false);
  });

  it('names every bad setting without repeating its value', () => {
    expect(() => loadConfig({ EEF_PORT: 'secret-value', EEF_LOG_LEVEL: 'loud' })).toThrow(/EEF_PORT[\s\S]*EEF_LOG_LEVEL/);
    expect(() => loadConfig({ EEF_PORT: 'secret-value' })).not.toThrow(/secret-value/);
  });
});

describe('siteProxyFor', () => {
  it("follows the site's proxy and its exceptions", () => {
    const config = loadConfig({ https_proxy: 'http://proxy.corp:3128', no_proxy: 'corp.example,.internal, hub.example:8443' });
    const proxyFor = (url: string) => siteProxyFor(new URL(url), config);
    expect(proxyFor('https://registry.example/v2/')).toBe('http://proxy.corp:3128');
    expect(proxyFor('http://registry.example/v2/')).toBeNull();
    for (const url of ['https://corp.example/', 'https://git.corp.example/', 'https://a.internal/', 'https://hub.example:8443/', 'https://localhost:5000/']) expect(proxyFor(url), url).toBeNull();
    expect(proxyFor('https://notcorp.example/')).toBe('http://proxy.corp:3128');
  });
});
