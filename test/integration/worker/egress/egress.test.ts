import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { SiteProxy } from '#worker/config.ts';
import { openEgress, type Egress } from '#worker/egress/egress.ts';
import { egressPolicy, type EgressPolicy } from '#worker/egress/policy.ts';

const PEERS = { serverUrl: 'http://localhost:9', localRegistry: null, galaxyUrl: 'http://galaxy.invalid' };
const closers: (() => Promise<unknown>)[] = [];
let netDir = '';

beforeEach(async () => {
  netDir = await mkdtemp(path.join(os.tmpdir(), 'eef-egress-'));
});

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
  await rm(netDir, { recursive: true });
});

function portOf(server: net.Server): number {
  return (server.address() as AddressInfo).port;
}

async function serve<T extends net.Server>(server: T): Promise<T> {
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return server;
}

interface Setup {
  policy?: Partial<EgressPolicy>;
  siteProxy?: SiteProxy;
  names?: Record<string, string[] | (() => string[])>;
}

async function open(setup: Setup = {}): Promise<Egress> {
  const egress = await openEgress({
    netDir,
    phase: 'build',
    policy: { ...egressPolicy('build', [], PEERS), ...setup.policy },
    siteProxy: setup.siteProxy ?? null,
    resolve: (host) => {
      const found = setup.names?.[host] ?? (net.isIP(host) === 0 ? [] : [host]);
      return Promise.resolve(typeof found === 'function' ? found() : found);
    },
  });
  closers.push(() => egress.close());
  return egress;
}

interface Answer {
  status: number;
  body: string;
  headers: http.IncomingHttpHeaders;
}

function get(url: string, options: http.RequestOptions = {}, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request({ socketPath: path.join(netDir, 'proxy.sock'), path: url, agent: false, ...options }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Sends bytes through a tunnel and gives back what came, or the proxy's own refusal. */
function tunnel(target: string, sent: string): Promise<{ status: number; received: string }> {
  return new Promise((resolve, reject) => {
    const request = http.request({ socketPath: path.join(netDir, 'proxy.sock'), method: 'CONNECT', path: target, agent: false });
    request.on('connect', (response, socket: net.Socket) => {
      let received = '';
      socket.setEncoding('utf8').on('data', (chunk: string) => {
        received += chunk;
        if (received.length >= sent.length) socket.end();
      });
      socket.on('close', () => resolve({ status: response.statusCode ?? 0, received }));
      socket.on('error', reject);
      if (response.statusCode === 200) socket.write(sent);
    });
    request.on('error', reject);
    request.end();
  });
}

describe('openEgress', () => {
  test('tunnels to an allowed host and counts what came back', async () => {
    const echo = await serve(net.createServer((socket) => socket.pipe(socket)));
    const egress = await open({ policy: { privateHosts: [`mirror.test:${portOf(echo)}`] }, names: { 'mirror.test': ['127.0.0.1'] } });
    expect(await tunnel(`mirror.test:${portOf(echo)}`, 'hello')).toEqual({ status: 200, received: 'hello' });
    expect(egress.downloads()).toEqual([{ phase: 'build', host: 'mirror.test', port: portOf(echo), requests: 1, bytes: 5, urls: [], refused: null }]);
  });

  test('forwards plain requests with the judged host and without hop-by-hop headers, and records the URL without its query', async () => {
    const seen: { url: string | undefined; headers: http.IncomingHttpHeaders; body: string }[] = [];
    const web = await serve(http.createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        seen.push({ url: request.url, headers: request.headers, body });
        response.setHeader('X-Mine', 'yes').end('packages');
      });
    }));
    const host = `mirror.test:${portOf(web)}`;
    const egress = await open({ policy: { privateHosts: ['mirror.test'] }, names: { 'mirror.test': ['127.0.0.1'] } });
    const answer = await get(`http://user:pw@${host}/a/b?token=secret`, { method: 'POST', headers: { Host: 'evil.test', 'Proxy-Authorization': 'Basic x', 'X-Keep': '1', Connection: 'close, X-Drop', 'X-Drop': '1' } }, 'sent');
    expect(answer).toMatchObject({ status: 200, body: 'packages', headers: { 'x-mine': 'yes' } });
    expect(seen[0]).toMatchObject({ url: '/a/b?token=secret', body: 'sent', headers: { host, 'x-keep': '1' } });
    expect(seen[0]?.headers).not.toHaveProperty('proxy-authorization');
    expect(seen[0]?.headers).not.toHaveProperty('x-drop');
    expect(egress.downloads()).toMatchObject([{ host: 'mirror.test', requests: 1, bytes: 8, urls: [`http://${host}/a/b`] }]);
  });

  test.each(['127.0.0.1', '10.1.2.3', '169.254.169.254', '[::1]', '[::ffff:169.254.169.254]', '100.64.0.1', '0.0.0.0', '2130706433'])('refuses %s by CONNECT and as plain request', async (host) => {
    const egress = await open();
    expect((await tunnel(`${host}:80`, 'x')).status).toBe(403);
    expect((await get(`http://${host}/latest/meta-data/`)).status).toBe(403);
    expect(egress.downloads().every((entry) => entry.refused !== null && entry.bytes === 0)).toBe(true);
  });

  test('refuses a name that leads to a metadata address even when the name is listed', async () => {
    await open({ policy: { privateHosts: ['inner.test', '169.254.169.254'] }, names: { 'inner.test': ['169.254.169.254'] } });
    expect(await get('http://inner.test/')).toMatchObject({ status: 403, body: expect.stringContaining('metadata') as string });
    expect((await get('http://169.254.169.254/')).status).toBe(403);
  });

  test('refuses a name that leads to a private address now, whatever it led to a moment ago', async () => {
    const inside = await serve(http.createServer((_request, response) => response.end('inside')));
    let asked = 0;
    await open({ names: { 'rebind.test': () => [asked++ === 0 ? '10.9.9.9' : '127.0.0.1'], 'twice.test': () => (asked++ % 2 === 0 ? ['127.0.0.1', '10.0.0.1'] : ['127.0.0.1']) } });
    for (let round = 0; round < 4; round += 1) {
      const answers = await Promise.all([get(`http://rebind.test:${portOf(inside)}/`), get(`http://twice.test:${portOf(inside)}/`)]);
      expect(answers.map(({ status }) => status)).toEqual([403, 403]);
    }
    expect(asked).toBe(8);
  });

  test('never resolves a second time between check and connection', async () => {
    const inside = await serve(http.createServer((_request, response) => response.end('inside')));
    let asked = 0;
    await open({ policy: { privateHosts: ['listed.test'] }, names: { 'listed.test': () => (asked++ === 0 ? ['127.0.0.1'] : ['192.0.2.1']) } });
    expect((await get(`http://listed.test:${portOf(inside)}/`)).body).toBe('inside');
    expect(asked).toBe(1);
  });

  test('refuses the dashboard under every name, even when it is listed', async () => {
    const dashboard = await serve(http.createServer((_request, response) => response.end('dashboard')));
    const port = portOf(dashboard);
    const policy = egressPolicy('fetch', ['localhost', `localhost:${port}`, '127.0.0.1', 'other.test', '127.0.0.3'], { ...PEERS, serverUrl: `http://localhost:${port}` });
    await open({ policy, names: { localhost: ['127.0.0.1', '::1'], 'other.test': ['127.0.0.1'] } });
    for (const host of ['localhost', '127.0.0.1', 'other.test', '127.0.0.3']) expect((await get(`http://${host}:${port}/`)).status).toBe(403);
    await expect(stat(path.join(netDir, `door-${port}.sock`))).rejects.toThrow('ENOENT');
  });

  test('opens a door to a listed loopback server only, and names its port', async () => {
    const registry = await serve(http.createServer((_request, response) => response.end('registry')));
    const port = portOf(registry);
    const egress = await open({ policy: egressPolicy('fetch', [], { ...PEERS, localRegistry: `localhost:${port}` }) });
    expect(await readFile(path.join(netDir, 'doors'), 'utf8')).toBe(`${port}\n`);
    expect((await get('/v2/', { socketPath: path.join(netDir, `door-${port}.sock`) })).body).toBe('registry');
    expect(egress.downloads()).toMatchObject([{ host: 'localhost', port, requests: 1, refused: null }]);
  });

  test('sends everything but direct hosts through the site proxy, with its log-in', async () => {
    const seen: string[] = [];
    const site = await serve(http.createServer((request, response) => {
      seen.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers['proxy-authorization'] ?? ''}`);
      response.end('by proxy');
    }));
    site.on('connect', (request: http.IncomingMessage, socket: net.Socket) => {
      seen.push(`CONNECT ${request.url ?? ''} ${request.headers['proxy-authorization'] ?? ''}`);
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(socket);
    });
    const direct = await serve(http.createServer((_request, response) => response.end('direct')));
    await open({
      policy: { privateHosts: ['near.test'] },
      siteProxy: { url: `http://me:p%40ss@127.0.0.1:${portOf(site)}`, noProxy: ['.test'] },
      names: { 'near.test': ['127.0.0.1'], 'inner.example': ['10.0.0.8'] },
    });
    const login = `Basic ${Buffer.from('me:p@ss').toString('base64')}`;
    expect((await get('http://far.example/x?y=1')).body).toBe('by proxy');
    expect(await tunnel('far.example:443', 'hello')).toEqual({ status: 200, received: 'hello' });
    expect((await get(`http://near.test:${portOf(direct)}/`)).body).toBe('direct');
    expect((await get('http://inner.example/')).status).toBe(403);
    expect((await get('http://localhost:1/')).status).toBe(403);
    expect(seen).toEqual([`GET http://far.example/x?y=1 ${login}`, `CONNECT far.example:443 ${login}`]);
  });

  test('says which log-in is wrong when the site proxy asks for another', async () => {
    const site = await serve(http.createServer());
    site.on('connect', (_request: http.IncomingMessage, socket: net.Socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'));
    await open({ siteProxy: { url: `http://me:secret@127.0.0.1:${portOf(site)}`, noProxy: [] } });
    expect((await tunnel('far.example:443', 'x')).status).toBe(502);
  });

  test('answers 502 with the reason when a host cannot be reached', async () => {
    await open({ policy: { privateHosts: ['gone.test'] }, names: { 'gone.test': ['127.0.0.1'] } });
    expect(await get('http://gone.test:1/')).toMatchObject({ status: 502, body: expect.stringContaining('gone.test:1') as string });
    expect((await tunnel('gone.test:1', 'x')).status).toBe(502);
    expect((await tunnel('nowhere.test:443', 'x')).status).toBe(403);
    expect((await get('/relative')).status).toBe(400);
  });

  test('survives clients and servers that break off, and goes on to serve', async () => {
    const rude = await serve(net.createServer((socket) => socket.once('data', () => socket.resetAndDestroy())));
    const web = await serve(http.createServer((_request, response) => response.end('fine')));
    await open({ policy: { privateHosts: ['127.0.0.1'] } });
    for (let round = 0; round < 20; round += 1) {
      await tunnel(`127.0.0.1:${portOf(rude)}`, 'x').catch(() => undefined);
      const raw = net.connect(path.join(netDir, 'proxy.sock'));
      raw.on('error', () => undefined);
      raw.write(round % 2 === 0 ? 'CONNECT 127.0.0.1:' : 'GET http://[::1');
      raw.destroy();
    }
    expect((await get(`http://127.0.0.1:${portOf(web)}/`)).body).toBe('fine');
  });

  test('works below a path that is longer than a socket address', async () => {
    const deep = path.join(netDir, 'x'.repeat(120));
    const { mkdir } = await import('node:fs/promises');
    await mkdir(deep);
    const egress = await openEgress({ netDir: deep, phase: 'build', policy: egressPolicy('build', [], PEERS), siteProxy: null });
    expect((await stat(path.join(deep, 'proxy.sock'))).mode & 0o777).toBe(0o666);
    await egress.close();
    await expect(stat(path.join(deep, 'proxy.sock'))).rejects.toThrow('ENOENT');
  });

  test('closing ends open tunnels', async () => {
    const echo = await serve(net.createServer((socket) => socket.pipe(socket)));
    const egress = await open({ policy: { privateHosts: ['127.0.0.1'] } });
    const open_ = http.request({ socketPath: path.join(netDir, 'proxy.sock'), method: 'CONNECT', path: `127.0.0.1:${portOf(echo)}` });
    const ended = new Promise<void>((resolve, reject) => {
      open_.on('connect', (_response, socket: net.Socket) => {
        socket.on('close', () => resolve()).on('error', () => undefined).resume();
        void egress.close();
      });
      open_.on('error', reject);
    });
    open_.end();
    await ended;
    expect(await new Promise((resolve) => echo.getConnections((_error, count) => resolve(count)))).toBeLessThanOrEqual(1);
  });
});
