import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CollectionListQuery } from '#lib/contract/collections.ts';
import { OPERATOR } from '#lib/server/authorization/can.ts';
import { createCollection } from '#lib/server/collections/create.ts';
import { deleteCollection } from '#lib/server/collections/delete.ts';
import { indexCollections, watchCollections } from '#lib/server/collections/index-folder.ts';
import { listCollections } from '#lib/server/collections/list.ts';
import { getConfig } from '#lib/server/config.ts';
import { createCredential } from '#lib/server/credentials/create.ts';
import { ensureBuiltInCredentials } from '#lib/server/credentials/ensure-built-in.ts';
import { listCredentials } from '#lib/server/credentials/get.ts';
import { testCredential } from '#lib/server/credentials/test.ts';
import { createGalaxyEndpoint } from '#lib/server/galaxy/endpoint.ts';
import { writeCollection } from '#test/support/collection-tarball.ts';
import { freePort } from '#scripts/free-port.ts';
import { TEST_TOKENS, useInstance } from '#test/support/instance.ts';

const instance = useInstance(async () => ({ EEF_GALAXY_PORT: String(await freePort()), EEF_NO_PROXY: '*' }));
const VENV = path.resolve('node_modules/.cache/ee-foundry/ansible-core');

let folder = '';
let server: Server | null = null;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'eef-collections-'));
  server = createGalaxyEndpoint({ ready: Promise.resolve() });
  const port = getConfig().settings.EEF_GALAXY_PORT;
  await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve));
});

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

async function upload(collection: Parameters<typeof writeCollection>[1]) {
  const file = path.join(folder, `${randomBytes(4).toString('hex')}.tar.gz`);
  await writeCollection(file, collection);
  return createCollection(OPERATOR, createReadStream(file));
}

function get(urlPath: string, token: string | null = TEST_TOKENS.galaxy): Promise<Response> {
  return fetch(new URL(urlPath, getConfig().galaxyUrl), { headers: token === null ? {} : { authorization: `Token ${token}` } });
}

async function json(urlPath: string): Promise<Record<string, unknown>> {
  return (await (await get(urlPath)).json()) as Record<string, unknown>;
}

function list(q = '') {
  return listCollections(OPERATOR, CollectionListQuery.parse({ q }));
}

describe('createGalaxyEndpoint', () => {
  it('answers what ansible-galaxy asks, in its order', async () => {
    const { sha256 } = await upload({ version: '1.2.3', dependencies: { 'acme.base': '>=1.0.0' } });
    expect(await json('/')).toMatchObject({ available_versions: { v3: 'v3/' } });
    expect(await json('/v3/collections/acme/tools/')).toMatchObject({ namespace: 'acme', name: 'tools', created_at: expect.any(String) as string, updated_at: expect.any(String) as string });
    expect(await json('/v3/collections/acme/tools/versions/?limit=100')).toMatchObject({ links: { next: null }, data: [{ version: '1.2.3' }] });
    const version = await json('/v3/collections/acme/tools/versions/1.2.3/');
    expect(version).toMatchObject({ version: '1.2.3', namespace: { name: 'acme' }, collection: { name: 'tools' }, artifact: { sha256 }, metadata: { dependencies: { 'acme.base': '>=1.0.0' } }, signatures: [] });
    const bytes = Buffer.from(await (await get(version['download_url'] as string)).arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  });

  it('pages versions with links', async () => {
    for (const version of ['1.0.0', '1.1.0', '2.0.0']) await upload({ version });
    const first = await json('/v3/collections/acme/tools/versions/?limit=2');
    const second = await json((first['links'] as { next: string }).next);
    const versions = [first, second].flatMap((page) => (page['data'] as { version: string }[]).map((each) => each.version));
    expect(versions.sort()).toEqual(['1.0.0', '1.1.0', '2.0.0']);
    expect(second).toMatchObject({ links: { next: null } });
  });

  it('wants the token for everything, the download included', async () => {
    await upload({});
    for (const url of ['/', '/v3/collections/acme/tools/', '/download/acme-tools-1.0.0.tar.gz', '/nothing']) {
      expect((await get(url, null)).status, url).toBe(401);
      expect((await get(url, 'wrong')).status, url).toBe(401);
    }
  });

  it('answers what is not there with 404 and its own error form, and writes with a refusal', async () => {
    const missing = await get('/v3/collections/acme/missing/');
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ errors: [{ code: 'not_found', title: expect.any(String) as string, detail: expect.any(String) as string }] });
    expect((await get('/download/..%2f..%2fkeys%2fmaster.key')).status).toBe(404);
    const write = await fetch(getConfig().galaxyUrl, { method: 'POST', headers: { authorization: `Token ${TEST_TOKENS.galaxy}` } });
    expect(write.status).toBe(403);
  });

  it('serves the real ansible-galaxy: download with dependencies, and install', async () => {
    await upload({ name: 'base', version: '1.4.0' });
    await upload({ name: 'base', version: '2.0.0' });
    await upload({ version: '1.2.3', dependencies: { 'acme.base': '>=1.0.0,<2.0.0' } });
    const galaxy = await ansibleGalaxy();
    const config = path.join(folder, 'ansible.cfg');
    await writeFile(config, `[galaxy]\nserver_list = own\n[galaxy_server.own]\nurl = ${getConfig().galaxyUrl}\ntoken = ${TEST_TOKENS.galaxy}\n`);
    const env = { ANSIBLE_CONFIG: config, HOME: folder, ANSIBLE_HOME: path.join(folder, 'home') };
    await execa(galaxy, ['collection', 'download', 'acme.tools', '-p', path.join(folder, 'tarballs')], { env });
    expect((await readdir(path.join(folder, 'tarballs'))).sort()).toEqual(['acme-base-1.4.0.tar.gz', 'acme-tools-1.2.3.tar.gz', 'requirements.yml']);
    await execa(galaxy, ['collection', 'install', 'acme.tools', '-p', path.join(folder, 'installed')], { env });
    expect(await readFile(path.join(folder, 'installed/ansible_collections/acme/tools/README.md'), 'utf8')).toBe('# tools\n');
    const refused = await execa(galaxy, ['collection', 'install', 'acme.tools', '--force', '-p', path.join(folder, 'other')], { env: { ...env, ANSIBLE_GALAXY_SERVER_OWN_TOKEN: 'wrong' }, reject: false });
    expect(refused.exitCode).not.toBe(0);
  });
});

describe('testCredential', () => {
  it('logs in to a Galaxy server, and tells a wrong token', async () => {
    await ensureBuiltInCredentials();
    const [builtIn] = await listCredentials(OPERATOR);
    expect(await testCredential(OPERATOR, builtIn!.id)).toMatchObject({ ok: true });
    const wrong = await createCredential(OPERATOR, { kind: 'galaxy', name: 'wrong', host: getConfig().galaxyUrl, authUrl: null, username: null, secret: 'wrong' });
    expect(await testCredential(OPERATOR, wrong.id)).toMatchObject({ ok: false, message: expect.stringContaining('refused') as string });
    const elsewhere = await createCredential(OPERATOR, { kind: 'registry', name: 'metadata', host: '169.254.169.254', username: 'u', secret: 's' });
    expect(await testCredential(OPERATOR, elsewhere.id)).toMatchObject({ ok: false, message: expect.stringContaining('metadata') as string });
  });
});

describe('createCollection', () => {
  it('never replaces a version', async () => {
    await upload({});
    await expect(upload({ files: { 'README.md': 'other' } })).rejects.toMatchObject({ code: 'conflict' });
    expect(await leftovers()).toEqual(['acme-tools-1.0.0.tar.gz']);
  });

  it.each([
    ['a path that leads out', { extra: [{ header: { name: '../evil.txt' }, content: 'x' }] }],
    ['an absolute path', { extra: [{ header: { name: '/etc/cron.d/evil' }, content: 'x' }] }],
    ['a link that leads out', { extra: [{ header: { name: 'link', type: 'symlink', linkname: '../../../../etc/passwd' } }] }],
    ['a link to an absolute path', { extra: [{ header: { name: 'link', type: 'symlink', linkname: '/etc/passwd' } }] }],
    ['a device', { extra: [{ header: { name: 'dev', type: 'character-device' } }] }],
    ['a hard link', { extra: [{ header: { name: 'hard', type: 'link', linkname: 'README.md' } }] }],
    ['a file that FILES.json does not list', { extra: [{ header: { name: 'hidden.py' }, content: 'x' }] }],
    ['a file twice', { extra: [{ header: { name: 'README.md' }, content: 'x' }] }],
    ['a file with another hash', { hashes: { 'README.md': '0'.repeat(64) } }],
    ['a name that is a path', { name: '../tools' }],
    ['a version that is a path', { version: '1.0.0/../../x' }],
    ['a dependency that is no collection', { dependencies: { 'not a name': '*' } }],
  ] as [string, Parameters<typeof writeCollection>[1]][])('refuses %s', async (_what, collection) => {
    await expect(upload(collection)).rejects.toMatchObject({ code: 'invalid_request' });
    expect(await leftovers()).toEqual([]);
    expect((await list()).total).toBe(0);
  });

  it('refuses what is no tarball, and an empty one', async () => {
    const file = path.join(folder, 'x');
    await writeFile(file, 'not a tarball');
    await expect(createCollection(OPERATOR, createReadStream(file))).rejects.toMatchObject({ code: 'invalid_request' });
    await writeFile(file, '');
    await expect(createCollection(OPERATOR, createReadStream(file))).rejects.toMatchObject({ code: 'invalid_request' });
  });
});

describe('indexCollections', () => {
  it('takes up what is dropped into the folder, forgets what is gone, leaves out what is broken', async () => {
    const directory = getConfig().collectionsDir;
    await mkdir(directory, { recursive: true });
    await writeCollection(path.join(directory, 'acme-tools-1.0.0.tar.gz'));
    await writeCollection(path.join(directory, 'acme-misnamed-9.9.9.tar.gz'));
    await writeFile(path.join(directory, 'acme-broken-1.0.0.tar.gz'), 'nothing');
    await indexCollections();
    expect((await list()).items.map((item) => `${item.namespace}.${item.name} ${item.version}`)).toEqual(['acme.tools 1.0.0']);
    await rm(path.join(directory, 'acme-tools-1.0.0.tar.gz'));
    await indexCollections();
    expect((await list()).total).toBe(0);
  });

  it('notices a change by itself', async () => {
    const watching = watchCollections();
    await watching.ready;
    const file = path.join(folder, 'new.tar.gz');
    await writeCollection(file);
    await copyFile(file, path.join(getConfig().collectionsDir, 'acme-tools-1.0.0.tar.gz'));
    await expect.poll(async () => (await list('tool')).total, { timeout: 30_000 }).toBe(1);
    watching.stop();
  });
});

describe('deleteCollection', () => {
  it('removes file and entry', async () => {
    const { id } = await upload({});
    await deleteCollection(OPERATOR, id);
    expect(await leftovers()).toEqual([]);
    expect((await get('/v3/collections/acme/tools/')).status).toBe(404);
    await indexCollections();
    expect((await list()).total).toBe(0);
  });
});

async function leftovers(): Promise<string[]> {
  const directory = path.join(instance.dataDir, 'collections');
  return existsSync(directory) ? readdir(directory) : [];
}

/** ansible-core from PyPI, once for this checkout. */
async function ansibleGalaxy(): Promise<string> {
  const program = path.join(VENV, 'bin', 'ansible-galaxy');
  if (existsSync(program)) return program;
  await rm(VENV, { recursive: true, force: true });
  await execa('python3', ['-m', 'venv', VENV]);
  await execa(path.join(VENV, 'bin', 'pip'), ['install', '--quiet', 'ansible-core']);
  return program;
}
