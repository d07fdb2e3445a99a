import { mkdtemp, rm } from 'node:fs/promises';
import type { Server, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCollection } from '#lib/server/collections/create.ts';
import { OPERATOR } from '#lib/server/authorization/can.ts';
import { getConfig, loadConfig, setConfig } from '#lib/server/config.ts';
import { createCredential } from '#lib/server/credentials/create.ts';
import { ensureBuiltInCredentials } from '#lib/server/credentials/ensure-built-in.ts';
import { updateCredential } from '#lib/server/credentials/update.ts';
import { getDb } from '#lib/server/db/client.ts';
import { createGalaxyEndpoint } from '#lib/server/galaxy/endpoint.ts';
import { getPackageVersions, lookUpPackages, searchPackages } from '#lib/server/lookup/get.ts';
import { createReadStream } from 'node:fs';
import { writeCollection } from '#test/support/collection-tarball.ts';
import { startGalaxyServer, type GalaxyServer, type GalaxyServerOptions } from '#test/support/galaxy-server.ts';
import { freePort } from '#scripts/free-port.ts';
import { useInstance } from '#test/support/instance.ts';
import { startSimpleIndex, wheels, type SimpleIndex, type SimpleIndexOptions } from '#test/support/simple-index.ts';

const instance = useInstance(async () => ({ EEF_GALAXY_PORT: String(await freePort()), EEF_NO_PROXY: '*' }));
const TOKEN = 'hub-token-0123456789';
const closing: (() => Promise<unknown>)[] = [];
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'eef-lookup-'));
});

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
  await rm(folder, { recursive: true, force: true });
});

/** The configuration as a process would load it, with these settings more. */
function configure(settings: Record<string, string>): void {
  setConfig(loadConfig({ EEF_LOG_LEVEL: 'error', EEF_NO_PROXY: '*', EEF_GALAXY_PORT: String(getConfig().settings.EEF_GALAXY_PORT), EEF_DATA_DIR: instance.dataDir, PIP_CONFIG_FILE: '/dev/null', ...settings }));
}

async function useIndex(options: SimpleIndexOptions, more: Record<string, string> = {}): Promise<SimpleIndex> {
  const index = await startSimpleIndex(options);
  closing.push(index.close);
  configure({ EEF_PYTHON_INDEX: index.url, EEF_PRIVATE_HOSTS: index.host, ...more });
  return index;
}

function python(name: string) {
  return getPackageVersions(OPERATOR, { kind: 'python', name, galaxyCredentialIds: [] });
}

const search = (q: string) => searchPackages(OPERATOR, { kind: 'python', q, galaxyCredentialIds: [] });

const TOOLS = {
  files: [
    { filename: 'Acme_Tools-1.9.0-py3-none-any.whl', requiresPython: '>=3.8' },
    { filename: 'acme-tools-1.10.0.tar.gz', requiresPython: '>=3.9,<4' },
    { filename: 'acme_tools-2.0.0rc1-py3-none-any.whl' },
    { filename: 'acme_tools-1.9.5-py3-none-any.whl', yanked: true },
    { filename: 'acme_tools-1.10.0.tar.gz.asc' },
  ],
};

describe('getPackageVersions of Python packages', () => {
  it.each(['json', 'html'] as const)('reads the simple API as %s: newest first, with yanked and requires-python', async (format) => {
    const index = await useIndex({ projects: { 'acme-tools': TOOLS }, format });
    expect(await python('Acme.Tools')).toEqual({
      kind: 'python',
      name: 'acme-tools',
      state: 'ok',
      message: '',
      source: index.host,
      asOf: expect.any(String) as string,
      versions: [
        { version: '2.0.0rc1', isYanked: false, requiresPython: null },
        { version: '1.10.0', isYanked: false, requiresPython: '>=3.9,<4' },
        { version: '1.9.5', isYanked: true, requiresPython: null },
        { version: '1.9.0', isYanked: false, requiresPython: '>=3.8' },
      ],
    });
    expect(index.asked).toEqual(['acme-tools/']);
  });

  it('asks once for many, and not again while the answer is fresh; also when it is not there', async () => {
    const index = await useIndex({ projects: { 'acme-tools': TOOLS } });
    const answers = await Promise.all([python('acme-tools'), python('acme_tools'), python('acme-tools')]);
    expect(answers.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok']);
    expect(await python('missing')).toMatchObject({ state: 'not-found', versions: [] });
    expect(await python('missing')).toMatchObject({ state: 'not-found', source: index.host });
    expect(index.asked).toEqual(['acme-tools/', 'missing/']);
  });

  it('keeps a log-in of the index to itself', async () => {
    const index = await startSimpleIndex({ projects: { 'acme-tools': TOOLS }, login: 'robot:pass-word-1' });
    closing.push(index.close);
    const withLogin = index.url.replace('//', '//robot:pass-word-1@');
    configure({ EEF_PYTHON_INDEX: withLogin, EEF_PRIVATE_HOSTS: index.host });
    const answer = await python('acme-tools');
    expect(answer.state).toBe('ok');
    expect(JSON.stringify([answer, await search('acme')])).not.toContain('pass-word-1');
    configure({ EEF_PYTHON_INDEX: index.url, EEF_PRIVATE_HOSTS: index.host });
    expect(await python('other')).toMatchObject({ state: 'refused', message: expect.stringContaining('401') as string });
  });

  it('takes what any of several indexes has, and is sure of nothing while one is away', async () => {
    const first = await startSimpleIndex({ projects: { 'acme-tools': wheels('acme_tools', '1.0.0') } });
    const second = await startSimpleIndex({ projects: { 'acme-tools': wheels('acme_tools', '3.0.0'), only: wheels('only', '1.0') } });
    closing.push(first.close, second.close);
    configure({ EEF_PYTHON_INDEX: `${first.url} ${second.url}`, EEF_PRIVATE_HOSTS: `${first.host},${second.host}` });
    expect((await python('acme-tools')).versions.map(({ version }) => version)).toEqual(['3.0.0', '1.0.0']);
    expect(await python('only')).toMatchObject({ state: 'ok' });
    expect(await python('nowhere')).toMatchObject({ state: 'not-found', source: `${first.host}, ${second.host}` });
    await second.close();
    expect(await python('elsewhere')).toMatchObject({ state: 'offline' });
  });

  it('says that nothing answers, at once for the next names too', async () => {
    const index = await useIndex({ projects: {} });
    await index.close();
    expect(await python('acme-tools')).toMatchObject({ state: 'offline', asOf: null, versions: [], message: expect.stringContaining('nothing listens') as string });
    const answers = await lookUpPackages(OPERATOR, { items: [{ kind: 'python', name: 'one' }, { kind: 'python', name: 'two' }], galaxyCredentialIds: [] });
    expect(answers.map(({ state }) => state)).toEqual(['offline', 'offline']);
  });

  it('gives up on an index that never answers, and does not ask its host again for each name', async () => {
    const index = await useIndex({ projects: {}, intercept: () => true });
    expect(await python('acme-tools')).toMatchObject({ state: 'offline', message: expect.stringContaining('in time') as string });
    expect(await python('other')).toMatchObject({ state: 'offline' });
    expect(index.asked).toEqual(['acme-tools/']);
  });

  it.each<[string, (response: ServerResponse) => void, Record<string, unknown>]>([
    ['a page that is none of an index', (response) => response.end('<html><body>Welcome to the hotel network</body></html>'), { state: 'offline', message: expect.stringContaining('does not answer like a Python index') as string }],
    ['broken JSON', (response) => response.end('{"meta": {"api-version": "1.0"}, "files": [{"fil'), { state: 'offline' }],
    ['JSON of another form', (response) => response.end('{"info": {}}'), { state: 'offline' }],
    ['a failure', (response) => response.writeHead(503).end(), { state: 'offline', message: expect.stringContaining('503') as string }],
    ['a refusal', (response) => response.writeHead(403).end(), { state: 'refused' }],
    ['an endless answer', (response) => response.end(' '.repeat(25 * 1024 * 1024)), { state: 'offline', message: expect.stringContaining('24 MiB') as string }],
    ['a way to a metadata address', (response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/' }).end(), { state: 'refused' }],
    ['a way in a circle', (response) => response.writeHead(302, { location: '/simple/acme-tools/' }).end(), { state: 'offline' }],
  ])('is not deceived by %s', async (_what, respond, expected) => {
    await useIndex({
      projects: {},
      intercept: (_request, response) => {
        respond(response);
        return true;
      },
    });
    expect(await python('acme-tools')).toMatchObject({ ...expected, versions: [] });
  });

  it('goes to no private address that is not listed, and nowhere when it is switched off', async () => {
    const index = await useIndex({ projects: { 'acme-tools': TOOLS } }, { EEF_PRIVATE_HOSTS: '' });
    expect(await python('acme-tools')).toMatchObject({ state: 'refused', message: expect.stringContaining('EEF_PRIVATE_HOSTS') as string });
    configure({ EEF_PYTHON_INDEX: 'none' });
    expect(await python('acme-tools')).toMatchObject({ state: 'refused', message: expect.stringContaining('EEF_PYTHON_INDEX') as string });
    expect(index.asked).toEqual([]);
  });
});

describe('searchPackages for Python packages', () => {
  it.each(['json', 'html'] as const)("finds names by prefix in the index's list (%s), which is taken once", async (format) => {
    const index = await useIndex({ projects: { 'acme-tools': TOOLS, 'Acme.Extra': TOOLS, zebra: TOOLS, 'my-acme': TOOLS }, format });
    expect(await search('acme')).toMatchObject({ state: 'ok', message: '', isComplete: true, items: [{ name: 'Acme.Extra' }, { name: 'acme-tools' }, { name: 'my-acme' }] });
    expect((await search('ACME_t')).items.map(({ name }) => name)).toEqual(['acme-tools']);
    expect(index.asked).toEqual(['']);
  });

  it('finds the exact name and common ones where the list is not kept, and says so', async () => {
    const index = await useIndex({ projects: { bot: TOOLS } }, { EEF_PYTHON_NAME_LIST: 'no' });
    const answer = await search('bot');
    expect(answer).toMatchObject({ state: 'ok', isComplete: false, message: expect.stringContaining('EEF_PYTHON_NAME_LIST') as string });
    expect(answer.items.map(({ name }) => name)).toEqual(['bot', 'boto3', 'botocore']);
    expect(index.asked).toEqual(['bot/']);
  });

  it('says so when the index has no list, or does not answer', async () => {
    const index = await useIndex({
      projects: { acme: TOOLS },
      intercept: (request, response) => {
        if (request.url === '/simple/') response.writeHead(404).end();
        return request.url === '/simple/';
      },
    });
    expect(await search('acme')).toMatchObject({ state: 'ok', isComplete: false, message: expect.stringContaining('gives no list') as string, items: [{ name: 'acme' }] });
    await index.close();
    expect(await search('boto')).toMatchObject({ state: 'offline', isComplete: false, items: [{ name: 'boto3' }, { name: 'botocore' }] });
  });
});

async function tarballs(...names: string[]): Promise<string[]> {
  const files: string[] = [];
  for (const each of names) {
    const [namespace = '', name = '', version = ''] = each.split('-');
    const file = path.join(folder, `${each}.tar.gz`);
    await writeCollection(file, { namespace, name, version });
    files.push(file);
  }
  return files;
}

async function hub(names: string[], more: Partial<GalaxyServerOptions> = {}): Promise<{ server: GalaxyServer; id: string }> {
  const server = await startGalaxyServer({ tarballs: await tarballs(...names), token: TOKEN, ...more });
  closing.push(server.close);
  const hosts = [...getConfig().settings.EEF_PRIVATE_HOSTS, new URL(server.url).host];
  configure({ EEF_PRIVATE_HOSTS: hosts.join(',') });
  const authUrl = more.usesBearer === true ? `${server.url}token/` : null;
  const { id } = await createCredential(OPERATOR, { kind: 'galaxy', name: `hub ${String(hosts.length)}`, host: server.url, authUrl, username: null, secret: TOKEN });
  return { server, id };
}

function collection(name: string, ...galaxyCredentialIds: string[]) {
  return getPackageVersions(OPERATOR, { kind: 'collection', name, galaxyCredentialIds });
}

describe('getPackageVersions of collections', () => {
  it("asks the definition's servers with their tokens and takes what any has", async () => {
    const one = await hub(['acme-tools-1.9.0', 'acme-tools-1.10.0']);
    const two = await hub(['acme-tools-2.0.0', 'acme-other-1.0.0']);
    const answer = await collection('acme.tools', one.id, two.id);
    expect(answer).toMatchObject({ state: 'ok', source: `${new URL(one.server.url).host}, ${new URL(two.server.url).host}` });
    expect(answer.versions.map(({ version }) => version)).toEqual(['2.0.0', '1.10.0', '1.9.0']);
    expect(await collection('acme.other', one.id, two.id)).toMatchObject({ state: 'ok' });
    expect(await collection('acme.missing', one.id, two.id)).toMatchObject({ state: 'not-found' });
    expect(JSON.stringify(answer)).not.toContain(TOKEN);
  });

  it('logs in with a refresh token, once for many questions', async () => {
    const { server, id } = await hub(['acme-tools-1.0.0'], { usesBearer: true });
    const items = [{ kind: 'collection', name: 'acme.tools' }, { kind: 'collection', name: 'acme.a' }, { kind: 'collection', name: 'acme.b' }] as const;
    const answers = await lookUpPackages(OPERATOR, { items: [...items], galaxyCredentialIds: [id] });
    expect(answers.map(({ state }) => state)).toEqual(['ok', 'not-found', 'not-found']);
    expect(server.requests.filter((request) => request.startsWith('POST'))).toHaveLength(1);
  });

  it('tells a refused token, and asks anew when it is replaced', async () => {
    const { id } = await hub(['acme-tools-1.0.0']);
    await updateCredential(OPERATOR, id, { secret: 'wrong-token' });
    expect(await collection('acme.tools', id)).toMatchObject({ state: 'refused', message: expect.stringContaining('401') as string });
    await updateCredential(OPERATOR, id, { secret: TOKEN });
    expect(await collection('acme.tools', id)).toMatchObject({ state: 'ok' });
  });

  it('says that the server is away, and which credential is none', async () => {
    const { server, id } = await hub([]);
    await server.close();
    expect(await collection('acme.tools', id)).toMatchObject({ state: 'offline', versions: [] });
    await expect(collection('acme.tools', 'missing000')).rejects.toMatchObject({ code: 'not_found' });
    const registry = await createCredential(OPERATOR, { kind: 'registry', name: 'r', host: 'registry.example', username: 'u', secret: 's' });
    await expect(collection('acme.tools', registry.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('asks nothing under a name that is a path', async () => {
    const { server, id } = await hub(['acme-tools-1.0.0']);
    expect(await collection('..', id)).toMatchObject({ state: 'not-found' });
    expect(server.requests.every((request) => !request.includes('..'))).toBe(true);
  });

  it("asks the built-in server where none is named, and sees an upload", async () => {
    let endpoint: Server | null = createGalaxyEndpoint({ ready: Promise.resolve() });
    await new Promise<void>((resolve) => endpoint?.listen(getConfig().settings.EEF_GALAXY_PORT, '127.0.0.1', resolve));
    closing.push(async () => {
      endpoint?.closeAllConnections();
      await new Promise((resolve) => endpoint?.close(resolve));
      endpoint = null;
    });
    expect(await collection('acme.tools')).toMatchObject({ state: 'refused', message: expect.stringContaining('no Galaxy server') as string });
    await ensureBuiltInCredentials();
    const [file = ''] = await tarballs('acme-tools-1.2.3');
    await createCollection(OPERATOR, createReadStream(file));
    expect(await collection('acme.tools')).toMatchObject({ state: 'ok', versions: [{ version: '1.2.3' }] });
    expect((await searchPackages(OPERATOR, { kind: 'collection', q: 'tool', galaxyCredentialIds: [] })).items).toEqual([{ name: 'acme.tools', summary: null }]);
    expect(await searchPackages(OPERATOR, { kind: 'collection', q: 'nothing', galaxyCredentialIds: [] })).toMatchObject({ state: 'ok', items: [] });
  });
});

describe('searchPackages for collections and roles', () => {
  it('uses the search of the server', async () => {
    const { id } = await hub(['acme-tools-1.0.0', 'acme-network-1.0.0', 'zoo-acmetools-1.0.0']);
    const answer = await searchPackages(OPERATOR, { kind: 'collection', q: 'tools', galaxyCredentialIds: [id] });
    expect(answer).toMatchObject({ state: 'ok', isComplete: true });
    expect(answer.items).toEqual([{ name: 'acme.tools', summary: 'About tools' }, { name: 'zoo.acmetools', summary: 'About acmetools' }]);
    expect((await searchPackages(OPERATOR, { kind: 'collection', q: 'acme.net', galaxyCredentialIds: [id] })).items.map(({ name }) => name)).toEqual(['acme.network']);
  });

  it('looks roles up where a server has them, and says so where none has', async () => {
    const role = (name: string, ...ids: string[]) => getPackageVersions(OPERATOR, { kind: 'role', name, galaxyCredentialIds: ids });
    const without = await hub([]);
    expect(await role('geerling.docker', without.id)).toMatchObject({ state: 'refused', message: expect.stringContaining('offers roles') as string });
    const { id } = await hub([], { roles: { 'geerling.docker': ['7.4.0', '7.10.0', 'latest'] } });
    expect((await role('geerling.docker', without.id, id)).versions.map(({ version }) => version)).toEqual(['7.10.0', '7.4.0', 'latest']);
    expect(await role('geerling.missing', id)).toMatchObject({ state: 'not-found' });
    expect((await searchPackages(OPERATOR, { kind: 'role', q: 'dock', galaxyCredentialIds: [id] })).items).toEqual([{ name: 'geerling.docker', summary: null }]);
  });
});

describe('every look-up', () => {
  it('is refused to an actor that may not, and leaves the database alone', async () => {
    const stranger = { kind: 'user', id: 'stranger' } as const;
    const { id, server } = await hub(['acme-tools-1.0.0']);
    const before = await getDb().auditEvent.count();
    const refused = { code: 'forbidden' };
    await expect(getPackageVersions(stranger, { kind: 'collection', name: 'acme.tools', galaxyCredentialIds: [id] })).rejects.toMatchObject(refused);
    await expect(searchPackages(stranger, { kind: 'python', q: 'acme', galaxyCredentialIds: [] })).rejects.toMatchObject(refused);
    await expect(lookUpPackages(stranger, { items: [{ kind: 'python', name: 'acme' }], galaxyCredentialIds: [id] })).rejects.toMatchObject(refused);
    await collection('acme.tools', id);
    expect(await getDb().auditEvent.count()).toBe(before);
    expect(server.requests.length).toBeGreaterThan(0);
  });

  it('uses no credential of another team', async () => {
    const { id } = await hub(['acme-tools-1.0.0']);
    await getDb().team.create({ data: { id: 'other', name: 'Other' } });
    await getDb().credential.update({ where: { id }, data: { teamId: 'other' } });
    await expect(collection('acme.tools', id)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
