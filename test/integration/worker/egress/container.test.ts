import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openEgress } from '#worker/egress/egress.ts';
import { egressPolicy } from '#worker/egress/policy.ts';
import { openTestPodman, type TestPodman } from '#test/support/local-podman.ts';

const FORWARD = `
for port in $(cat /run/ee-foundry-net/doors); do socat TCP-LISTEN:$port,bind=127.0.0.1,reuseaddr,fork UNIX-CONNECT:/run/ee-foundry-net/door-$port.sock & done
socat TCP-LISTEN:3128,bind=127.0.0.1,reuseaddr,fork UNIX-CONNECT:/run/ee-foundry-net/proxy.sock &
until python3 -c 'import socket; socket.create_connection(("127.0.0.1", 3128))' 2>/dev/null; do sleep 0.05; done
cat > /tmp/ask.py <<'E'
import socket, sys, urllib.error, urllib.request
def ask(url):
    try: return urllib.request.urlopen(url, timeout=10).read().decode()
    except urllib.error.HTTPError as error: return f"refused {error.code}"
    except OSError as error: return "unreachable"
def direct(host, port):
    try:
        socket.create_connection((host, port), timeout=3)
        return "connected"
    except OSError as error: return "unreachable"
for what in sys.argv[1:]:
    kind, _, rest = what.partition("=")
    host, _, port = rest.rpartition(":")
    print(what, "->", ask(rest) if kind == "ask" else direct(host, int(port)))
E
`;

let podman: TestPodman;
const servers: http.Server[] = [];

async function serve(text: string): Promise<number> {
  const server = http.createServer((_request, response) => response.end(text));
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  servers.push(server);
  return (server.address() as AddressInfo).port;
}

beforeAll(async () => {
  podman = await openTestPodman();
}, 300_000);

afterAll(async () => {
  for (const server of servers) server.close();
  await podman.close();
});

describe('the network of a phase container', () => {
  test('is the proxy and the doors: the rest of the host, the dashboard and metadata do not exist', async () => {
    const [dashboard, registry, other, listed] = await Promise.all([serve('dashboard'), serve('registry'), serve('other'), serve('listed')]);
    const hostAddress = Object.values((await import('node:os')).networkInterfaces()).flatMap((each) => each ?? []).find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? '127.0.0.1';
    const policy = egressPolicy('build', [`127.0.0.1:${listed}`, 'mirror.test'], { serverUrl: `http://localhost:${dashboard}`, localRegistry: `localhost:${registry}`, galaxyUrl: 'http://galaxy.invalid' });
    const phase = await podman.phase(`${FORWARD}\npython3 /tmp/ask.py ${[
      `ask=http://mirror.test:${other}/`,
      `ask=http://localhost:${listed}/`,
      `ask=http://localhost:${other}/`,
      `ask=http://127.0.0.2:${other}/`,
      `ask=http://${hostAddress}:${other}/`,
      `ask=http://${hostAddress}:${dashboard}/`,
      `ask=http://mirror.test:${dashboard}/`,
      `ask=http://localhost:${registry}/`,
      `ask=http://mirror.test:${registry}/`,
      'ask=http://169.254.169.254/latest/',
      `direct=${hostAddress}:${other}`,
      `direct=127.0.0.1:${dashboard}`,
      'direct=169.254.169.254:80',
    ].join(' ')}`, { network: 'egress' });
    const egress = await openEgress({ netDir: phase.dirs.net, phase: 'build', policy, siteProxy: null, resolve: (host) => Promise.resolve(host === 'mirror.test' ? ['127.0.0.1'] : net.isIP(host) === 0 ? [] : [host]) });
    const handle = await podman.driver.start(phase);
    const answers: string[] = [];
    for await (const { text } of podman.driver.attach(handle, 0, AbortSignal.timeout(90_000))) answers.push(text.replace(/^.* -> /, ''));
    await podman.driver.remove(handle);
    await egress.close();
    expect(answers).toEqual([
      'other', 'listed', 'unreachable', 'refused 403', 'refused 403', 'refused 403', 'refused 403', 'unreachable', 'refused 403', 'refused 403',
      'unreachable', 'unreachable', 'unreachable',
    ]);
    expect(egress.downloads().filter(({ refused }) => refused === null).map(({ host, port, bytes }) => ({ host, port, hasBytes: bytes > 0 }))).toEqual([
      { host: 'mirror.test', port: other, hasBytes: true },
      { host: 'localhost', port: listed, hasBytes: true },
    ]);
  });

  test('is taken up again by sockets opened anew in the same directory', async () => {
    const port = await serve('again');
    const policy = egressPolicy('fetch', [`localhost:${port}`], { serverUrl: 'http://localhost:9', localRegistry: null, galaxyUrl: 'http://galaxy.invalid' });
    const phase = await podman.phase(`${FORWARD}\npython3 /tmp/ask.py ask=http://localhost:${port}/; touch /job/out/once; until [ -f /run/secrets-ee/go ]; do sleep 0.05; done; python3 /tmp/ask.py ask=http://localhost:${port}/`, { network: 'egress' });
    const options = { netDir: phase.dirs.net, phase: 'fetch', policy, siteProxy: null } as const;
    const first = await openEgress(options);
    const handle = await podman.driver.start(phase);
    const answers: string[] = [];
    let second: Awaited<ReturnType<typeof openEgress>> | null = null;
    for await (const { text } of podman.driver.attach(handle, 0, AbortSignal.timeout(90_000))) {
      answers.push(text.replace(/^.* -> /, ''));
      if (second !== null) continue;
      await first.close();
      second = await openEgress(options);
      await podman.driver.deliver(handle, 'go', Buffer.from('x'));
    }
    await podman.driver.remove(handle);
    await second?.close();
    expect(answers).toEqual(['again', 'again']);
  });
});
