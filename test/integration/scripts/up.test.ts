import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { freePort } from '#scripts/free-port.ts';
import { readConfig } from '#scripts/config.ts';
import { CommandError, run } from '#scripts/run.ts';
import { ensureSecrets, readToken, REGISTRY_USER } from '#scripts/secrets.ts';
import { stopDaemon } from '#scripts/services/daemon.ts';
import { ensureLocalRegistry } from '#scripts/up/local-registry.ts';
import { withLock } from '#scripts/up/lock.ts';
import { assertPortFree } from '#scripts/up/ports.ts';
import { installCommand, listMissingPackages } from '#scripts/up/system-packages.ts';

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'eef-up-'));
});

afterEach(async () => {
  await rm(dataDir, { recursive: true });
});

async function listen(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, resolve));
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 };
}

describe('ensureSecrets', () => {
  it('makes a key and tokens that only the owner reads, and never replaces them', async () => {
    await ensureSecrets(dataDir);
    const key = await readFile(path.join(dataDir, 'keys/master.key'), 'utf8');
    const token = await readToken(dataDir, 'registry');
    await ensureSecrets(dataDir);
    expect(Buffer.from(key, 'base64')).toHaveLength(32);
    expect(await readFile(path.join(dataDir, 'keys/master.key'), 'utf8')).toBe(key);
    expect(await readToken(dataDir, 'registry')).toBe(token);
    expect((await stat(path.join(dataDir, 'tokens/registry'))).mode & 0o777).toBe(0o600);
    expect((await stat(path.join(dataDir, 'keys'))).mode & 0o777).toBe(0o700);
  });

  it('gives one key to two that start at the same time', async () => {
    await Promise.all([ensureSecrets(dataDir), run(process.execPath, ['-e', "const { ensureSecrets } = await import('#scripts/secrets.ts'); await ensureSecrets(process.argv[1])", '--input-type=module', dataDir])]);
    expect(Buffer.from(await readFile(path.join(dataDir, 'keys/master.key'), 'utf8'), 'base64')).toHaveLength(32);
  });
});

describe('withLock', () => {
  it('refuses a second one and says which process has it', async () => {
    await ensureSecrets(dataDir);
    await withLock(dataDir, async () => {
      await expect(withLock(dataDir, () => Promise.resolve())).rejects.toThrow(String(process.pid));
    });
  });

  it('takes over a lock that a dead process left', async () => {
    await ensureSecrets(dataDir);
    await writeFile(path.join(dataDir, 'run/up.lock'), `${process.pid} another-boot/1`);
    let ran = false;
    await withLock(dataDir, () => {
      ran = true;
      return Promise.resolve();
    });
    expect(ran).toBe(true);
  });
});

describe('assertPortFree', () => {
  it('names the port and the setting where another program listens', async () => {
    const { server, port } = await listen();
    const check = { runDir: path.join(dataDir, 'run'), service: 'server', host: '127.0.0.1', port, setting: 'EEF_PORT' };
    await expect(assertPortFree(check)).rejects.toThrow(new RegExp(`port ${port}.*EEF_PORT=`));
    await new Promise((resolve) => server.close(resolve));
    await assertPortFree(check);
  });
});

describe('listMissingPackages', () => {
  it('names what is not in the PATH, by its Debian name', async () => {
    const config = readConfig({ PATH: dataDir, EEF_DATA_DIR: dataDir });
    const missing = await listMissingPackages(config);
    expect(missing).toEqual(expect.arrayContaining(['podman', 'docker-registry', 'mmdebstrap']));
    expect(installCommand(['podman', 'runc'])).toBe('apt-get update && apt-get install --yes --no-install-recommends podman runc');
  });

  it('asks for nothing that a setting replaces', async () => {
    const config = readConfig({ PATH: dataDir, EEF_DATA_DIR: dataDir, EEF_REGISTRY: 'registry.test', EEF_BASE_IMAGE: 'registry.test/base:1', EEF_BUILDER_BASE_IMAGE: 'registry.test/builder:1', EEF_STARTER_COLLECTIONS: 'none' });
    const missing = await listMissingPackages(config);
    expect(missing).not.toEqual(expect.arrayContaining(['docker-registry']));
    expect(missing).not.toEqual(expect.arrayContaining(['mmdebstrap']));
  });
});

describe('ensureLocalRegistry', () => {
  afterEach(async () => {
    await stopDaemon(path.join(dataDir, 'run'), 'registry', 5000);
  });

  it('runs with a log-in, once, and takes a changed password', async () => {
    await ensureSecrets(dataDir);
    const port = await freePort();
    const config = readConfig({ PATH: '/usr/bin', EEF_DATA_DIR: dataDir, EEF_REGISTRY_PORT: String(port) });
    expect(await ensureLocalRegistry(config)).toBe(`started, localhost:${port}`);
    expect(await ensureLocalRegistry(config)).toBe(`running, localhost:${port}`);
    expect((await fetch(`http://127.0.0.1:${port}/v2/`)).status).toBe(401);
    await writeFile(path.join(dataDir, 'tokens/registry'), 'another-password\n');
    await ensureLocalRegistry(config);
    const login = Buffer.from(`${REGISTRY_USER}:another-password`).toString('base64');
    expect((await fetch(`http://127.0.0.1:${port}/v2/`, { headers: { authorization: `Basic ${login}` } })).status).toBe(200);
  });
});

describe('run', () => {
  it('gives the last lines of a failure', async () => {
    await expect(run('sh', ['-c', 'echo first; echo last >&2; exit 3'])).rejects.toThrow(/exit code 3.*\nfirst\nlast/);
  });

  it('says that a program is missing', async () => {
    await expect(run('/nowhere/at-all', [])).rejects.toThrow('/nowhere/at-all was not found on this machine.');
  });

  it('ends the program and what it started when interrupted', async () => {
    const interrupted = new AbortController();
    const pidFile = path.join(dataDir, 'pid');
    // The outer shell ignores the signal, as mmdebstrap's parent does; only the group reaches the inner one.
    const running = run('sh', ['-c', `trap '' INT; node -e "process.on('SIGINT', () => process.exit(0)); require('fs').writeFileSync('${pidFile}', String(process.pid)); setInterval(() => {}, 1000)"`], { signal: interrupted.signal });
    await expect.poll(() => readFile(pidFile, 'utf8').catch(() => ''), { timeout: 20_000 }).not.toBe('');
    const pid = Number(await readFile(pidFile, 'utf8'));
    interrupted.abort();
    await expect(running).rejects.toThrow(CommandError);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});

describe('apt-get of the starter base', () => {
  const wrapper = path.resolve(import.meta.dirname, '../../../worker/builder/base/apt-get.sh');

  /** Runs the wrapper with a stand-in for the real apt-get that writes down its calls and, on update, package lists. */
  async function calls(args: readonly string[]): Promise<string[]> {
    const lists = path.join(dataDir, 'lists');
    const log = path.join(dataDir, 'calls');
    const real = path.join(dataDir, 'real');
    await writeFile(real, `#!/bin/sh\necho "$@" >> ${log}\ncase "$*" in *update*) mkdir -p ${lists}; touch ${lists}/a_Packages.gz ;; esac\n`);
    await chmod(real, 0o755);
    const script = (await readFile(wrapper, 'utf8')).replace('/usr/bin/apt-get.distrib', real).replace('/var/lib/apt/lists', lists);
    await writeFile(path.join(dataDir, 'apt-get'), script);
    await run('sh', [path.join(dataDir, 'apt-get'), ...args]);
    return (await readFile(log, 'utf8')).trim().split('\n');
  }

  it('fetches the lists before the first install, not before the second', async () => {
    expect(await calls(['install', '-y', 'jq'])).toEqual(['-q update', 'install -y jq']);
    expect(await calls(['-y', 'install', 'git'])).toEqual(['-q update', 'install -y jq', '-y install git']);
  });

  it('drops the lists on clean', async () => {
    await calls(['update']);
    expect(await calls(['clean', 'all'])).toEqual(['update', 'clean all']);
    expect(await calls(['install', 'jq'])).toEqual(['update', 'clean all', '-q update', 'install jq']);
  });

  it('leaves other commands alone', async () => {
    expect(await calls(['remove', '-y', 'install-info'])).toEqual(['remove -y install-info']);
  });
});
