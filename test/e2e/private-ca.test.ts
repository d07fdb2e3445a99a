import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Credential } from '#lib/contract/credentials.ts';
import { RevisionSettings } from '#lib/contract/definitions.ts';
import type { Build } from '#lib/contract/builds.ts';
import { startGalaxyServer, type GalaxyServer } from '#test/support/galaxy-server.ts';
import { ensureRpmBase } from '#test/support/images.ts';
import { platform, type RunningProcess } from '#test/support/platform.ts';
import { makePrivateCa, type PrivateCa } from '#test/support/private-ca.ts';
import { startTlsRegistry, type TlsRegistry } from '#test/support/tls-registry.ts';

const { api, dataDir, caBundle, podman, startWorker, scan, runInImage } = platform();
const TOKEN = 'private-ca-galaxy-token';
const PLAIN_TLS_PORT = 15445;

let dir: string;
let ca: PrivateCa;
let galaxy: GalaxyServer;
let tlsRegistry: TlsRegistry;
let web: Server;
let worker: RunningProcess;
let settings: RevisionSettings;

async function createCredential(body: object): Promise<Credential> {
  return api.call('/credentials', { method: 'POST', body, schema: Credential });
}

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'eef-ca-'));
  ca = await makePrivateCa(dir, caBundle);
  const posix = (await readdir(path.join(dataDir, 'collections'))).find((name) => name.startsWith('ansible-posix-'));
  galaxy = await startGalaxyServer({ tarballs: [path.join(dataDir, 'collections', posix ?? 'ansible-posix is missing')], token: TOKEN, port: 15444, tls: ca });
  tlsRegistry = await startTlsRegistry({ dir, ca, port: 15443 });
  web = createServer(ca, (_request, response) => response.end('trusted'));
  await new Promise<void>((resolve) => web.listen(PLAIN_TLS_PORT, '127.0.0.3', resolve));
  worker = await startWorker({ name: 'with-private-ca', env: { EEF_WORKER_LABELS: 'private-ca', EEF_CA_BUNDLE: ca.bundleFile, EEF_PRIVATE_HOSTS: `localhost:15443,localhost:15444,127.0.0.3:${String(PLAIN_TLS_PORT)}` } });
  const registryCredential = await createCredential({ kind: 'registry', name: `tls registry ${String(Date.now())}`, host: tlsRegistry.host, username: tlsRegistry.username, secret: tlsRegistry.password });
  const galaxyCredential = await createCredential({ kind: 'galaxy', name: `tls galaxy ${String(Date.now())}`, host: galaxy.url, secret: TOKEN });
  settings = RevisionSettings.parse({ pullCredentialIds: [registryCredential.id], pushCredentialId: registryCredential.id, galaxyCredentialIds: [galaxyCredential.id], workerLabels: ['private-ca'] });
});

afterAll(async () => {
  await worker.stop();
  await galaxy.close();
  await tlsRegistry.close();
  web.closeAllConnections();
  await new Promise((resolve) => web.close(resolve));
  await rm(dir, { recursive: true, force: true });
});

function definition(base: string, packageManager: string): string {
  return `---
version: 3
images:
  base_image:
    name: ${base}
options:
  skip_pip_install: true
${packageManager}dependencies:
  galaxy:
    collections: [ansible.posix]
additional_build_steps:
  append_final:
    - RUN python3 -c "import urllib.request; print(urllib.request.urlopen('https://127.0.0.3:${String(PLAIN_TLS_PORT)}/').read().decode())"
`;
}

async function build(name: string, text: string, chosen: RevisionSettings): Promise<Build> {
  const created = await api.createDefinition({ name: `${name}-${Date.now().toString(36)}`, text, settings: { ...chosen, repository: `${tlsRegistry.host}/${name}` } });
  return api.waitForBuild((await api.startBuild(created.id, 'no-cache')).id);
}

async function expectTrustedBuild(finished: Build): Promise<void> {
  expect(finished.outcome).toMatchObject({ kind: 'succeeded' });
  expect(await api.readLog(finished, 'build')).toContain('trusted');
  const image = `${finished.repository}@${finished.digest ?? ''}`;
  const line = ca.authority.split('\n')[5] ?? '';
  expect(line.length).toBeGreaterThan(40);
  expect(await scan({ image, text: line, credentials: tlsRegistry })).toEqual([]);
  expect(await runInImage(image, ['ansible-galaxy', 'collection', 'list'], tlsRegistry)).toContain('ansible.posix');
}

describe('behind a private certificate authority', () => {
  it('builds on the Debian base with registry, Galaxy server and RUN steps behind it, and leaves nothing of it in the image', async () => {
    const base = await tlsRegistry.copy(platform().base, 'ee-minimal', podman);
    await expectTrustedBuild(await build('ca-debian', definition(base, '  package_manager_path: /usr/bin/apt-get\n'), settings));
  });

  it('builds on the RPM-like base as well', async () => {
    const base = await tlsRegistry.copy(await ensureRpmBase(platform()), `rpm-base-${String(Date.now())}`, podman);
    await expectTrustedBuild(await build('ca-rpm', definition(base, ''), settings));
  });

  it('names the setting when the bundle is not given', async () => {
    const base = await tlsRegistry.copy(platform().base, 'ee-minimal', podman);
    const finished = await build('ca-missing', definition(base, '  package_manager_path: /usr/bin/apt-get\n'), { ...settings, workerLabels: ['default'] });
    expect(finished.outcome).toMatchObject({ kind: 'failed', code: 'tls_untrusted' });
    expect(JSON.stringify(finished.outcome)).toContain('EEF_CA_BUNDLE');
  });
});
