import { describe, expect, it } from 'vitest';
import { renderAuthFile, renderGalaxyConfig, secretValues } from '#worker/build/secret-files.ts';
import type { Secrets } from '#lib/contract/worker-protocol.ts';

const SECRETS: Secrets = {
  registries: [{ credentialId: 'registry1', version: 1, host: 'localhost:5000', username: 'me', password: 'pass word' }],
  galaxy: [
    { credentialId: 'galaxy001', version: 1, name: 'Certified', url: 'https://hub.example/api/', authUrl: 'https://sso.example/token', username: null, token: 'tok\nen' },
    { credentialId: 'galaxy002', version: 1, name: 'Open', url: 'https://galaxy.example/', authUrl: null, username: null, token: null },
  ],
};

describe('renderAuthFile', () => {
  it('holds user and password by host', () => {
    expect(JSON.parse(renderAuthFile(SECRETS))).toEqual({ auths: { 'localhost:5000': { auth: Buffer.from('me:pass word').toString('base64') } } });
  });
});

describe('renderGalaxyConfig', () => {
  it('lists the servers in order; a line break in a token begins no other setting', () => {
    expect(renderGalaxyConfig(SECRETS, null)).toBe(
      [
        '[galaxy]',
        'server_list = server_1, server_2',
        '',
        '[galaxy_server.server_1]',
        'url = https://hub.example/api/',
        'auth_url = https://sso.example/token',
        'token = token',
        '',
        '[galaxy_server.server_2]',
        'url = https://galaxy.example/',
        '',
      ].join('\n'),
    );
  });

  it("keeps the other settings of the definition's own ansible.cfg and its servers after ours", () => {
    const merged = renderGalaxyConfig(SECRETS, '[defaults]\nforks = 9\n# comment\n[galaxy]\nserver_list = own\nignore_certs: true\n[galaxy_server.own]\nurl=https://own.example/\n');
    expect(merged).toContain('[defaults]\nforks = 9\n');
    expect(merged).toContain('server_list = server_1, server_2, own\nignore_certs = true');
    expect(merged).toContain('[galaxy_server.own]\nurl = https://own.example/');
  });

  it('is empty but valid without servers', () => {
    expect(renderGalaxyConfig({ registries: [], galaxy: [] }, null)).toBe('[galaxy]\n');
  });
});

describe('secretValues', () => {
  it('names every password and token', () => {
    expect(secretValues(SECRETS).map((secret) => secret.value)).toEqual(['pass word', 'tok\nen']);
  });
});
