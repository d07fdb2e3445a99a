import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { getConfig, setConfig } from '#lib/server/config.ts';
import { outbound } from '#lib/server/outbound/request.ts';
import { freePort } from '#scripts/free-port.ts';
import { useInstance } from '#test/support/instance.ts';

useInstance({ EEF_NO_PROXY: '*' });

const servers: Server[] = [];
let seen: { url: string; authorization: string | undefined }[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  seen = [];
});

async function serve(respond: (url: string) => { status: number; headers?: Record<string, string>; body?: string }): Promise<number> {
  const port = await freePort();
  const server = createServer((request, response) => {
    seen.push({ url: request.url ?? '', authorization: request.headers.authorization });
    const { status, headers, body } = respond(request.url ?? '');
    response.writeHead(status, headers).end(body);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return port;
}

function allow(...hosts: string[]): void {
  const config = getConfig();
  setConfig({ ...config, settings: { ...config.settings, EEF_PRIVATE_HOSTS: hosts } });
}

describe('outbound', () => {
  it.each(['http://127.0.0.1:22/', 'http://[::1]/', 'http://10.0.0.1/', 'http://192.168.1.1/', 'http://169.254.169.254/latest/meta-data', 'http://[fd00:ec2::254]/', 'http://0.0.0.0/', 'http://[::ffff:127.0.0.1]/', 'http://2130706433/', 'file:///etc/passwd'])('refuses %s', async (url) => {
    await expect(outbound(url)).rejects.toMatchObject({ code: 'outbound_refused' });
  });

  it('refuses a name that is resolved to a private address', async () => {
    const port = await serve(() => ({ status: 200 }));
    const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    await expect(outbound(`http://innocent.example:${port}/`, { resolve })).rejects.toMatchObject({ code: 'outbound_refused', message: expect.stringContaining('EEF_PRIVATE_HOSTS') as string });
    expect(seen).toEqual([]);
  });

  it('connects to the address that was checked, whatever the name is resolved to later', async () => {
    const port = await serve(() => ({ status: 200, body: 'listed' }));
    allow(`rebinding.example:${port}`);
    let asked = 0;
    const resolve = () => Promise.resolve([{ address: (asked += 1) === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }]);
    expect(await outbound(`http://rebinding.example:${port}/`, { resolve })).toMatchObject({ status: 200, text: 'listed' });
    expect(asked).toBe(1);
  });

  it('reaches private hosts that an administrator listed, metadata addresses and its own ports never', async () => {
    const port = await serve(() => ({ status: 200, body: 'ok' }));
    allow(`127.0.0.1:${port}`, '169.254.169.254', `127.0.0.1:${getConfig().settings.EEF_PORT}`);
    expect((await outbound(`http://127.0.0.1:${port}/`)).text).toBe('ok');
    await expect(outbound('http://169.254.169.254/')).rejects.toMatchObject({ code: 'outbound_refused' });
    await expect(outbound(`http://127.0.0.1:${getConfig().settings.EEF_PORT}/`)).rejects.toMatchObject({ code: 'outbound_refused' });
  });

  it('takes no secret along to another origin', async () => {
    const other = await serve(() => ({ status: 200 }));
    const port = await serve((url) => (url === '/same' ? { status: 200, body: 'arrived' } : { status: 302, headers: { location: url === '/here' ? '/same' : `http://127.0.0.1:${other}/` } }));
    allow(`127.0.0.1:${port}`, `127.0.0.1:${other}`);
    const headers = { authorization: 'Token secret' };
    expect((await outbound(`http://127.0.0.1:${port}/here`, { headers })).text).toBe('arrived');
    await expect(outbound(`http://127.0.0.1:${port}/away`, { headers })).rejects.toMatchObject({ code: 'outbound_refused' });
    expect(seen.map((request) => request.url)).toEqual(['/here', '/same', '/away']);
  });

  it('stops reading an endless answer', async () => {
    const port = await serve(() => ({ status: 200, body: 'x'.repeat(3 * 1024 * 1024) }));
    allow(`127.0.0.1:${port}`);
    await expect(outbound(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ code: 'upstream_failed' });
  });

  it('says what is wrong when nothing listens', async () => {
    const port = await freePort();
    allow(`127.0.0.1:${port}`);
    await expect(outbound(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ code: 'upstream_failed', message: expect.stringContaining('nothing listens') as string });
  });
});
