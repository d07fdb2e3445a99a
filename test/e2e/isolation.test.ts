import { describe, expect, it } from 'vitest';
import { platform } from '#test/support/platform.ts';

const { api, base, url, registry, galaxyUrl, secrets, runInImage, scan } = platform();

const HEAD = `---
version: 3
images:
  base_image:
    name: ${base}
options:
  package_manager_path: /usr/bin/apt-get
  skip_pip_install: true
`;

/** What a RUN step can see of the machine, printed as KEY=value lines. */
const PROBE = String.raw`
import os, socket, re
def read(path):
    try:
        return open(path).read()
    except OSError as error:
        return type(error).__name__
status = read('/proc/1/status')
for key in ('CapBnd', 'Seccomp', 'NoNewPrivs'):
    found = re.search(key + r':\s*(\S+)', status)
    print('PROBE', 'PID1_' + key, found.group(1) if found else status)
print('PROBE', 'UIDMAP', ' '.join(read('/proc/1/uid_map').split()))
print('PROBE', 'DEV', ' '.join(sorted(os.listdir('/dev'))))
print('PROBE', 'NET', ' '.join(sorted(os.listdir('/sys/class/net'))) if os.path.isdir('/sys/class/net') else read('/proc/net/dev').count(':'))
def connect(name, host, port):
    try:
        socket.create_connection((host, int(port)), timeout=5).close()
        print('PROBE', 'DIRECT_' + name, 'open')
    except OSError as error:
        print('PROBE', 'DIRECT_' + name, 'closed')
def proxied(name, host, port):
    try:
        s = socket.create_connection(('127.0.0.1', 3128), timeout=10)
        s.sendall(('CONNECT %s:%s HTTP/1.1\r\nHost: %s:%s\r\n\r\n' % (host, port, host, port)).encode())
        print('PROBE', 'PROXY_' + name, s.recv(200).decode('latin1').split('\r\n')[0].split(' ')[1])
    except (OSError, IndexError) as error:
        print('PROBE', 'PROXY_' + name, 'refused')
`;

function probeDefinition(targets: Record<string, string>): string {
  const calls = Object.entries(targets).map(([name, address]) => {
    const [host = '', port = '80'] = address.split(/:(?=\d+$)/);
    return `connect('${name}', '${host}', ${port}); proxied('${name}', '${host}', ${port})`;
  });
  const script = Buffer.from(`${PROBE}\n${calls.join('\n')}\n`).toString('base64');
  return `${HEAD}additional_build_steps:
  append_final:
    - RUN echo ${script} | base64 -d | python3 -
`;
}

function hostOf(address: string): string {
  return new URL(address).host;
}

describe('a RUN step', () => {
  it('is in an unprivileged container that reaches neither dashboard, registry, host ports nor metadata', async () => {
    const targets = { DASHBOARD: hostOf(url), GALAXY: hostOf(galaxyUrl), REGISTRY: registry, METADATA: '169.254.169.254:80', SSH: '127.0.0.1:22', DASHBOARD_BY_NAME: hostOf(url).replace('127.0.0.1', 'localhost') };
    const definition = await api.createDefinition({ name: `probe-${Date.now().toString(36)}`, text: probeDefinition(targets) });
    const build = await api.waitForBuild((await api.startBuild(definition.id, 'no-cache')).id);
    expect(build.outcome).toMatchObject({ kind: 'succeeded' });
    const log = await api.readLog(build, 'build');
    const seen = new Map([...log.matchAll(/PROBE (\S+) (.*)$/gm)].map((match) => [match[1] ?? '', (match[2] ?? '').trim()]));
    expect(seen.get('PID1_CapBnd')).toBe('00000000000400c0');
    expect(seen.get('PID1_Seccomp')).toBe('2');
    expect(seen.get('UIDMAP')).not.toMatch(/^0 0 4294967295/);
    for (const device of (seen.get('DEV') ?? '').split(' ')) expect(['console', 'core', 'fd', 'full', 'mqueue', 'null', 'ptmx', 'pts', 'random', 'shm', 'stderr', 'stdin', 'stdout', 'tty', 'urandom', 'zero']).toContain(device);
    for (const name of Object.keys(targets)) {
      expect([name, seen.get(`DIRECT_${name}`)]).toEqual([name, 'closed']);
      expect([name, seen.get(`PROXY_${name}`)]).not.toEqual([name, '200']);
    }
  });
});

describe('a definition that looks for the Galaxy token', () => {
  it('finds none with a trojan ansible-galaxy and a daemon, and the token is nowhere in log, image, history or volume', async () => {
    const trojan = Buffer.from('#!/bin/sh\n(echo TROJAN; env; cat /etc/ansible/ansible.cfg ~/.ansible.cfg /run/secrets/* /job/in/* 2>/dev/null) >> /loot.txt 2>&1\nexec "$(command -v ansible-galaxy.real)" "$@"\n').toString('base64');
    const daemon = Buffer.from('import glob,os,time\nseen=set()\nwhile True:\n  for p in glob.glob("/proc/[0-9]*/root/run/secrets/*")+glob.glob("/proc/[0-9]*/root/run/secrets-ee/*")+glob.glob("/proc/[0-9]*/root/etc/ansible/ansible.cfg")+glob.glob("/proc/[0-9]*/environ"):\n    try:\n      d=open(p,"rb").read()\n    except OSError: continue\n    if d not in seen:\n      seen.add(d); open("/dev/shm/daemon-loot","ab").write(p.encode()+b"\\n"+d+b"\\n")\n  time.sleep(0.05)\n').toString('base64');
    const text = `${HEAD}dependencies:
  galaxy:
    collections:
      - ansible.posix
additional_build_steps:
  prepend_base:
    - RUN mv "$(command -v ansible-galaxy)" "$(dirname "$(command -v ansible-galaxy)")/ansible-galaxy.real" && echo ${trojan} | base64 -d > /usr/local/bin/ansible-galaxy && chmod 755 /usr/local/bin/ansible-galaxy
    - RUN echo ${daemon} | base64 -d > /daemon.py && (setsid python3 /daemon.py > /dev/null 2>&1 &)
  append_final:
    - RUN echo LOOT; cat /loot.txt /dev/shm/daemon-loot 2>/dev/null | tr '\\0' '\\n' | base64 -w0; echo; echo PLAIN; cat /loot.txt || true
`;
    const definition = await api.createDefinition({ name: `trojan-${Date.now().toString(36)}`, text });
    const build = await api.waitForBuild((await api.startBuild(definition.id, 'no-cache')).id);
    expect(build.outcome).toMatchObject({ kind: 'succeeded' });
    const phases = build.attempts[0]?.phases ?? [];
    for (const phase of phases.filter((each) => each.logBytes > 0)) {
      const log = await api.readLog(build, phase.name);
      for (const secret of secrets) expect(log.includes(secret)).toBe(false);
    }
    const image = `${build.repository}@${build.digest ?? ''}`;
    for (const secret of secrets) {
      expect(await scan({ image, text: secret })).toEqual([]);
    }
    expect(await runInImage(image, ['ansible-galaxy', 'collection', 'list'])).toContain('ansible.posix');
  });
});
