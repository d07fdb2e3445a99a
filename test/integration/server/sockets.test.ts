import type { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Socket } from 'socket.io-client';
import { MAX_CHUNK_BYTES, WORKER_NAMESPACE } from '#lib/contract/worker-protocol.ts';
import type { BuildJob, Reply } from '#lib/contract/worker-protocol.ts';
import { OPERATOR } from '#lib/server/authorization/can.ts';
import { cancelBuild } from '#lib/server/builds/cancel.ts';
import { getConfig, loadConfig, setConfig } from '#lib/server/config.ts';
import { startSession } from '#lib/server/http/session-cookie.ts';
import { listWorkers } from '#lib/server/workers/list.ts';
import { freePort } from '#scripts/free-port.ts';
import { TEST_TOKENS, useInstance } from '#test/support/instance.ts';
import { helloOf, makeBuild } from '#test/support/server-entities.ts';
import { useSockets } from '#test/support/socket-server.ts';

const instance = useInstance(async () => ({ EEF_PORT: String(await freePort()) }));
const { connect } = useSockets();

function connectAsWorker(more: Parameters<typeof helloOf>[0] = {}): Promise<Socket> {
  return connect(WORKER_NAMESPACE, { auth: helloOf(more) });
}

function ask(socket: Socket, name: string, message: unknown): Promise<Reply<never>> {
  return socket.timeout(20_000).emitWithAck(name, message) as Promise<Reply<never>>;
}

function once(socket: Socket, event: string): Promise<unknown> {
  return new Promise((resolve) => socket.once(event, resolve));
}

function ownOrigin(): string {
  return `http://127.0.0.1:${getConfig().settings.EEF_PORT}`;
}

async function leaseOver(socket: Socket): Promise<BuildJob> {
  const reply = (await ask(socket, 'lease.request', { freeSlots: [0] })) as Reply<{ jobs: BuildJob[] }>;
  if (!reply.ok || reply.data.jobs[0] === undefined) throw new Error('Nothing was leased.');
  return reply.data.jobs[0];
}

describe('the worker namespace', () => {
  it('refuses a browser, a wrong token, a hello it cannot read and an old worker, each with its reason', async () => {
    const auth = helloOf();
    await expect(connect(WORKER_NAMESPACE, { auth, origin: ownOrigin() })).rejects.toMatchObject({ data: { code: 'forbidden' } });
    await expect(connectAsWorker({ token: 'wrong' })).rejects.toMatchObject({ data: { code: 'unauthenticated', message: expect.stringContaining('tokens/worker') as string } });
    await expect(connect(WORKER_NAMESPACE, { auth: { token: TEST_TOKENS.worker } })).rejects.toMatchObject({ data: { code: 'invalid_request' } });
    await expect(connectAsWorker({ protocol: 0 })).rejects.toMatchObject({ data: { code: 'worker_too_old', message: expect.stringContaining('update') as string } });
    expect(await listWorkers(OPERATOR)).toEqual([]);
  });

  it('takes a job from lease to its end, bytes as bytes', async () => {
    const build = await makeBuild();
    const socket = await connectAsWorker();
    const { lease } = await leaseOver(socket);
    const bytes = new Uint8Array(MAX_CHUNK_BYTES).fill(65);
    expect(await ask(socket, 'log.append', { lease, phase: 'build', offset: 0, bytes })).toEqual({ ok: true, data: { offset: MAX_CHUNK_BYTES } });
    expect(await ask(socket, 'log.append', { lease, phase: 'build', offset: 7, bytes: 'text' })).toMatchObject({ ok: false, code: 'invalid_request' });
    expect(await ask(socket, 'phase.update', { lease, phase: 'nonsense' })).toMatchObject({ ok: false, code: 'invalid_request' });
    expect(await ask(socket, 'complete', { lease: { ...lease, token: 'stale' }, reason: { kind: 'cancelled', by: '' }, movedTags: [], notes: [] })).toMatchObject({ ok: false, code: 'stale_token' });
    const cancel = once(socket, 'cancel');
    await cancelBuild(OPERATOR, build.id);
    expect(await cancel).toEqual({ jobId: lease.jobId, attempt: 1 });
    expect(await ask(socket, 'complete', { lease, reason: { kind: 'cancelled', by: '' }, movedTags: [], notes: [] })).toEqual({ ok: true, data: null });
  });

  it('wakes workers when a build is queued', async () => {
    const socket = await connectAsWorker();
    const wake = once(socket, 'wake');
    await makeBuild();
    await wake;
  });

  it('shows who is online; a second connection of the same name replaces the first', async () => {
    const first = await connectAsWorker();
    const gone = once(first, 'disconnect');
    const second = await connectAsWorker({ slots: 2 });
    await gone;
    await expect.poll(() => listWorkers(OPERATOR)).toMatchObject([{ name: 'worker-1', isOnline: true, slots: 2 }]);
    second.disconnect();
    await expect.poll(async () => (await listWorkers(OPERATOR))[0]?.isOnline, { timeout: 20_000 }).toBe(false);
  });
});

describe('the browser namespace', () => {
  it('refuses a foreign origin and an unknown host', async () => {
    await expect(connect('/', { origin: 'http://evil.example' })).rejects.toThrow('refused');
    await expect(connect('/', { origin: `http://localhost:1` })).rejects.toThrow('refused');
    await expect(connect('/', { origin: ownOrigin(), host: 'rebound.example' })).rejects.toThrow('refused');
    await connect('/', { origin: ownOrigin() });
  });

  it('wants a session where one is needed', async () => {
    setConfig(loadConfig({ EEF_LOG_LEVEL: 'error', EEF_DATA_DIR: instance.dataDir, EEF_PORT: String(getConfig().settings.EEF_PORT), EEF_HOST: '0.0.0.0' }));
    await expect(connect('/', { origin: ownOrigin() })).rejects.toThrow('refused');
    const cookie = startSession(TEST_TOKENS['first-start'])?.split(';')[0] ?? '';
    await connect('/', { origin: ownOrigin(), cookie });
  });

  it('sends log bytes to those who watch the build, and hints to everybody', async () => {
    const build = await makeBuild();
    const [watcher, other] = [await connect('/', { origin: ownOrigin() }), await connect('/', { origin: ownOrigin() })];
    const stray: unknown[] = [];
    other.on('log', (message) => stray.push(message));
    expect(await watcher.emitWithAck('build.watch', { buildId: build.id })).toEqual({ ok: true });
    expect(await watcher.emitWithAck('build.watch', { buildId: 'missing000' })).toEqual({ ok: false });
    const worker = await connectAsWorker();
    const changed = once(other, 'changed');
    const { lease } = await leaseOver(worker);
    expect(await changed).toMatchObject({ topic: expect.any(String) as string });
    const log = once(watcher, 'log') as Promise<{ bytes: Uint8Array }>;
    await ask(worker, 'log.append', { lease, phase: 'build', offset: 0, bytes: Buffer.from('2026-11-22T10:00:00.000Z hello\n') });
    const message = await log;
    expect(message).toMatchObject({ buildId: build.id, attempt: 1, phase: 'build', offset: 0 });
    expect(Buffer.from(message.bytes).toString()).toContain('hello');
    watcher.emit('build.unwatch', { buildId: build.id });
    expect(stray).toEqual([]);
  });

  it('holds nothing back for a watcher that does not read, and tells it the end when it does', async () => {
    const build = await makeBuild();
    const [stalled, other] = [await connect('/', { origin: ownOrigin() }), await connect('/', { origin: ownOrigin() })];
    const received = { stalled: 0, other: 0 };
    const ends: number[] = [];
    stalled.on('log', ({ offset, bytes }: { offset: number; bytes: Uint8Array }) => {
      received.stalled += bytes.length;
      if (bytes.length === 0) ends.push(offset);
    });
    other.on('log', ({ bytes }: { bytes: Uint8Array }) => {
      received.other += bytes.length;
    });
    for (const socket of [stalled, other]) await socket.emitWithAck('build.watch', { buildId: build.id });
    const worker = await connectAsWorker();
    const { lease } = await leaseOver(worker);
    const connection = (stalled.io.engine.transport as unknown as { ws: { _socket: Duplex } }).ws._socket;
    connection.pause();
    const total = 400 * MAX_CHUNK_BYTES;
    const bytes = new Uint8Array(MAX_CHUNK_BYTES).fill(65);
    for (let offset = 0; offset < total; offset += MAX_CHUNK_BYTES) await ask(worker, 'log.append', { lease, phase: 'build', offset, bytes });
    await expect.poll(() => received.other, { timeout: 60_000 }).toBe(total);
    connection.resume();
    await expect.poll(() => ends.at(-1), { timeout: 60_000 }).toBe(total);
    // What the kernel's buffers took, and the little that was held.
    expect(received.stalled).toBeLessThan(total * 0.7);
    await ask(worker, 'log.append', { lease, phase: 'build', offset: total, bytes });
    await expect.poll(() => received.other, { timeout: 60_000 }).toBe(total + MAX_CHUNK_BYTES);
    await expect.poll(() => received.stalled % MAX_CHUNK_BYTES === 0 && received.stalled > 0, { timeout: 60_000 }).toBe(true);
  });
});
