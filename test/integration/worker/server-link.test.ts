import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Refusal, startFakeServer, type FakeServer } from '#test/support/fake-server.ts';
import { connectToServer, ServerError, type ServerLink } from '#worker/server-link.ts';

const HELLO = { token: 't', protocol: 1, version: '0', name: 'w', labels: [], capabilities: [], slots: 1, builderImage: 'b' };
const HEARTBEAT = { leases: [], usage: null };

let server: FakeServer;
let link: ServerLink | null = null;

beforeEach(async () => {
  server = await startFakeServer();
});

afterEach(async () => {
  link?.close();
  await server.close();
});

function connect(): ServerLink {
  link = connectToServer({ url: server.url, hello: HELLO });
  return link;
}

describe('connectToServer', () => {
  it('introduces the worker and gets typed answers', async () => {
    const reply = await connect().request('heartbeat', HEARTBEAT);
    expect(reply).toEqual({ cancel: [], lost: [] });
    expect(server.hello).toEqual(HELLO);
  });

  it('tells an old worker that it is too old', async () => {
    server.refuseHello = 'worker_too_old';
    const error = await connect().refused;
    expect(error).toBeInstanceOf(ServerError);
    expect(error.code).toBe('worker_too_old');
  });

  it("throws the server's code", async () => {
    server.before = () => {
      throw new Refusal('stale_token', 'given up');
    };
    await expect(connect().request('heartbeat', HEARTBEAT)).rejects.toMatchObject({ code: 'stale_token', message: 'given up' });
  });

  it('asks again while the server is unavailable or the connection breaks', async () => {
    let tries = 0;
    server.before = () => {
      tries += 1;
      if (tries === 1) throw new Refusal('unavailable', 'busy');
      if (tries === 2) for (const socket of server.sockets) socket.conn.close();
    };
    await connect().request('heartbeat', HEARTBEAT);
    expect(tries).toBeGreaterThanOrEqual(3);
  });

  it('asks only once when told so', async () => {
    const once = connect();
    await once.request('heartbeat', HEARTBEAT);
    server.before = () => {
      throw new Refusal('unavailable', 'busy');
    };
    await expect(once.request('heartbeat', HEARTBEAT, { retry: 'once' })).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('stops asking when aborted', async () => {
    server.before = () => {
      throw new Refusal('unavailable', 'busy');
    };
    await expect(connect().request('heartbeat', HEARTBEAT, { signal: AbortSignal.timeout(400) })).rejects.toThrow();
  });
});
