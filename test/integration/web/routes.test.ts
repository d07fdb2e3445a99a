import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { API_ROUTES } from '#app/api/v1/routes.ts';
import { GET as openApi } from '#app/api/v1/openapi.json/route.ts';
import { Definition } from '#lib/contract/definitions.ts';
import { Problem } from '#lib/contract/errors.ts';
import { Session } from '#lib/contract/collections.ts';
import { ACTIONS } from '#lib/server/authorization/actions.ts';
import { getConfig, loadConfig, setConfig } from '#lib/server/config.ts';
import { ensureBuiltInCredentials } from '#lib/server/credentials/ensure-built-in.ts';
import { appendLog } from '#lib/server/logs/append.ts';
import { startSearchers } from '#lib/server/logs/searchers.ts';
import { getDb } from '#lib/server/db/client.ts';
import type { ApiRoute } from '#lib/web/with-api.ts';
import { TEST_TOKENS, useInstance } from '#test/support/instance.ts';
import { EE_TEXT, leaseBuild, makeBuild, makeDefinition, makeWorker } from '#test/support/server-entities.ts';

const instance = useInstance();
const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const;
const HOST = 'localhost:8080';

type Call = { method?: (typeof METHODS)[number]; params?: Record<string, string | string[]>; query?: string; body?: unknown; headers?: Record<string, string> };

function call(path: string, { method = 'GET', params = {}, query = '', body, headers = {} }: Call = {}): Promise<Response> {
  const route = API_ROUTES[path]?.[method];
  if (route === undefined) throw new Error(`There is no ${method} ${path}.`);
  const all = new Headers({ host: HOST, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers });
  const request = new Request(`http://${HOST}/api/v1${path}${query}`, { method, headers: all, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return route(request, { params: Promise.resolve(params) });
}

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = Problem.parse(await response.json());
  expect(problem.status).toBe(response.status);
  return problem;
}

function everyRoute(): [string, ApiRoute][] {
  return Object.entries(API_ROUTES).flatMap(([path, module]) => METHODS.flatMap((method) => (module[method] === undefined ? [] : [[`${method} ${path}`, module[method]] as [string, ApiRoute]])));
}

describe('API_ROUTES', () => {
  it('holds every route file', async () => {
    const files = (await readdir('app/api/v1', { recursive: true })).filter((name) => name.endsWith('route.ts') && !name.startsWith('openapi.json'));
    const paths = files.map((file) => `/${file.replace(/\/route\.ts$/, '').replace(/\[(?:\.\.\.)?(\w+)\]/g, '{$1}')}`);
    expect(Object.keys(API_ROUTES).sort()).toEqual(paths.sort());
  });

  it('has an action of the table on every route', () => {
    expect(everyRoute().length).toBeGreaterThan(35);
    for (const [name, route] of everyRoute()) expect(Object.keys(ACTIONS), name).toContain(route.declaration.action);
  });

  it('is described by openapi.json, one operation for each', async () => {
    const response = await openApi(new Request(`http://${HOST}/api/v1/openapi.json`, { headers: { host: HOST } }), { params: Promise.resolve({}) });
    const document = (await response.json()) as { openapi: string; paths: Record<string, Record<string, { operationId: string; 'x-action': string }>> };
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(new Set(operations.map((operation) => operation.operationId)).size).toBe(everyRoute().length);
    expect(document.paths['/api/v1/definitions']?.['post']?.['x-action']).toBe('definition.create');
  });
});

describe('withApi', () => {
  it('answers with what the schema says, and with problem documents', async () => {
    const created = await call('/definitions', { method: 'POST', body: { name: 'ee_web', text: EE_TEXT } });
    expect(created.status).toBe(201);
    const definition = Definition.parse(await created.json());
    expect(await problemOf(await call('/definitions', { method: 'POST', body: { name: 'Not OK' } }))).toMatchObject({ status: 400, code: 'invalid_request', errors: [{ path: 'name' }, { path: 'text' }] });
    expect(await problemOf(await call('/definitions/{id}', { params: { id: 'missing000' } }))).toMatchObject({ status: 404, code: 'not_found' });
    const stale = { baseRevision: 7, text: '', files: [], settings: definition.head.settings };
    expect(await problemOf(await call('/definitions/{id}/revisions', { method: 'POST', params: { id: definition.id }, body: stale }))).toMatchObject({ status: 409, code: 'stale_revision', errors: [{ path: 'headRevision', message: '1' }] });
  });

  it('tells nothing about errors that nobody expected', async () => {
    setConfig({ ...getConfig(), databaseFile: instance.dataDir });
    const problem = await problemOf(await call('/definitions'));
    setConfig(loadConfig({ EEF_LOG_LEVEL: 'error', EEF_DATA_DIR: instance.dataDir }));
    expect(problem).toMatchObject({ status: 500, code: 'internal' });
    expect(problem.detail).toContain(problem.requestId);
    expect(JSON.stringify(problem)).not.toContain(instance.dataDir);
  });

  it('refuses an unknown Host on every route', async () => {
    for (const [name, route] of everyRoute()) {
      const request = new Request(`http://${HOST}/`, { headers: { host: 'rebound.example:8080' } });
      expect((await problemOf(await route(request, { params: Promise.resolve({}) }))).code, name).toBe('forbidden');
    }
  });

  it('refuses a write from another site, by Origin or by Sec-Fetch-Site', async () => {
    const write = { method: 'POST', body: { name: 'ee_web', text: EE_TEXT } } as const;
    for (const headers of [{ origin: 'http://evil.example' }, { origin: 'null' }, { origin: 'http://localhost:9999' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
      expect((await call('/definitions', { ...write, headers: { ...headers } })).status, JSON.stringify(headers)).toBe(403);
    }
    expect((await call('/definitions', { ...write, headers: { origin: 'http://localhost:8080' } })).status).toBe(201);
  });

  it('names the caller in the audit', async () => {
    await call('/definitions', { method: 'POST', body: { name: 'ee_web', text: EE_TEXT }, headers: { 'x-ee-foundry-peer': '127.0.0.9' } });
    expect(await getDb().auditEvent.findFirstOrThrow()).toMatchObject({ action: 'definition.create', sourceAddress: '127.0.0.9' });
  });
});

describe('the log route', () => {
  it('answers ranges of a growing log, and the whole without times', async () => {
    const build = await makeBuild();
    const worker = await makeWorker();
    const { lease } = await leaseBuild(worker);
    const params = { id: build.id, attempt: '1', phase: 'build' };
    const path = '/builds/{id}/attempts/{attempt}/log/{phase}';
    expect(await (await call(path, { params })).text()).toBe('');
    await appendLog(worker, { lease, phase: 'build', offset: 0, bytes: Buffer.from('2026-11-22T10:00:00.000Z one\n') });
    const first = await call(path, { params, headers: { range: 'bytes=25-' } });
    expect([first.status, first.headers.get('content-range'), await first.text()]).toEqual([206, 'bytes 25-28/29', 'one\n']);
    const rest = await call(path, { params, headers: { range: 'bytes=29-' } });
    expect([rest.status, rest.headers.get('content-range'), rest.headers.get('x-log-sealed')]).toEqual([416, 'bytes */29', '0']);
    const plain = await call(path, { params, query: '?timestamps=0&download=1' });
    expect(await plain.text()).toBe('one\n');
    expect(plain.headers.get('content-disposition')).toBe('attachment; filename="ee_test-1-1-build.log"');
    expect(plain.headers.get('content-security-policy')).toBe('sandbox');
    expect((await problemOf(await call(path, { params: { ...params, attempt: '2' } }))).code).toBe('not_found');
  });

  it('answers lines as text and as pages, and the phases one after the other', async () => {
    const build = await makeBuild();
    const worker = await makeWorker();
    const { lease } = await leaseBuild(worker);
    const params = { id: build.id, attempt: '1', phase: 'build' };
    const path = '/builds/{id}/attempts/{attempt}/log/{phase}';
    const stamp = '2026-11-22T10:00:00.000Z';
    await appendLog(worker, { lease, phase: 'context', offset: 0, bytes: Buffer.from(`${stamp} zero\n`) });
    await appendLog(worker, { lease, phase: 'build', offset: 0, bytes: Buffer.from(`${stamp} one\n${stamp} two\n${stamp} three\n`) });
    const lines = await call(path, { params, query: '?line=2&lines=1&timestamps=0' });
    expect([await lines.text(), lines.headers.get('x-log-lines')]).toEqual(['two\n', '3']);
    expect(await (await call(`${path}/lines`, { params, query: '?from=-2&count=1' })).json()).toEqual({ from: 1, lines: [`${stamp} two`], cut: [], total: 3, head: 89, isOver: false });
    const whole = await call('/builds/{id}/attempts/{attempt}/log', { params, query: '?timestamps=0&download=1' });
    expect(await whole.text()).toBe('zero\none\ntwo\nthree\n');
    expect(whole.headers.get('content-disposition')).toBe('attachment; filename="ee_test-1-1.log"');
    expect((await problemOf(await call('/builds/{id}/attempts/{attempt}/search', { params, query: '?q=x&after=nonsense' }))).code).toBe('invalid_request');
  });

  it('answers a search line by line', async () => {
    const stop = startSearchers();
    try {
      const build = await makeBuild();
      const worker = await makeWorker();
      const { lease } = await leaseBuild(worker);
      await appendLog(worker, { lease, phase: 'build', offset: 0, bytes: Buffer.from('2026-11-22T10:00:00.000Z one\n') });
      const response = await call('/builds/{id}/attempts/{attempt}/search', { params: { id: build.id, attempt: '1' }, query: '?q=one' });
      expect(response.headers.get('content-type')).toBe('application/x-ndjson');
      expect((await response.text()).trim().split('\n').map((line) => JSON.parse(line) as unknown).at(-1)).toEqual({ end: 'done' });
    } finally {
      await stop();
    }
  });
});

describe('the JSON schema', () => {
  it('is that of the version asked for', async () => {
    const title = async (query: string): Promise<unknown> => ((await (await call('/schema/execution-environment.json', { query })).json()) as { title: unknown }).title;
    expect([await title(''), await title('?version=1')]).toEqual(['Execution environment definition, version 3', 'Execution environment definition, version 1']);
    expect((await problemOf(await call('/schema/execution-environment.json', { query: '?version=4' }))).code).toBe('invalid_request');
  });
});

describe('the first-start token', () => {
  function listenEverywhere(): void {
    setConfig(loadConfig({ EEF_LOG_LEVEL: 'error', EEF_DATA_DIR: instance.dataDir, EEF_HOST: '0.0.0.0' }));
  }

  it('is needed on every route but the session and the JSON schema when the server is reached from elsewhere', async () => {
    listenEverywhere();
    for (const [name, route] of everyRoute()) {
      const method = name.split(' ')[0] ?? 'GET';
      const response = await route(new Request(`http://${HOST}/`, { method, headers: { host: HOST } }), { params: Promise.resolve({}) });
      if (/\/(?:session|schema\/execution-environment\.json)$/.test(name)) expect(response.status, name).not.toBe(401);
      else expect((await problemOf(response)).code, name).toBe('unauthenticated');
    }
  });

  it('starts a session; a wrong token, a changed or an old cookie does not', async () => {
    listenEverywhere();
    expect((await call('/session', { method: 'POST', body: { token: 'wrong' } })).status).toBe(401);
    const response = await call('/session', { method: 'POST', body: { token: TEST_TOKENS['first-start'] } });
    expect(Session.parse(await response.json())).toMatchObject({ isTokenRequired: true, isAuthenticated: true });
    const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
    expect(response.headers.get('set-cookie')).toContain('HttpOnly; SameSite=Lax');
    expect(cookie).not.toContain(TEST_TOKENS['first-start']);
    expect((await call('/info', { headers: { cookie } })).status).toBe(200);
    expect((await call('/info', { headers: { cookie: cookie.replace(/=\d/, '=9') } })).status).toBe(401);
    expect((await call('/info', { headers: { authorization: `Bearer ${TEST_TOKENS['first-start']}` } })).status).toBe(200);
  });
});

describe('every answer', () => {
  it('is free of secrets', async () => {
    await ensureBuiltInCredentials();
    const secret = 'a-secret-that-is-searched-for';
    await call('/credentials', { method: 'POST', body: { kind: 'galaxy', name: 'hub', host: 'https://hub.example/', secret } });
    const definition = await makeDefinition();
    const build = await makeBuild(definition.id);
    const worker = await makeWorker();
    const { lease } = await leaseBuild(worker);
    const credential = await getDb().credential.findFirstOrThrow();
    const ids: Record<string, string> = { definitions: definition.id, builds: build.id, workers: worker.id, credentials: credential.id, collections: 'missing000' };
    const secrets = [secret, Buffer.from(secret).toString('base64'), lease.token, ...Object.values(TEST_TOKENS)];
    let answers = 0;
    for (const [path, module] of Object.entries(API_ROUTES)) {
      if (module.GET === undefined) continue;
      const params = { id: ids[path.split('/')[1] ?? ''] ?? 'missing000', number: '1', attempt: '1', phase: 'build', kind: 'inventory', path: ['x'] };
      const response = await call(path, { params });
      const text = await response.text();
      for (const each of secrets) expect(text.includes(each), path).toBe(false);
      if (response.status === 200) answers += 1;
    }
    expect(answers).toBeGreaterThan(15);
  });
});
