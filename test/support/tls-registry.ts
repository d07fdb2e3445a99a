import { mkdir, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import bcrypt from 'bcryptjs';
import { execa } from 'execa';
import type { PrivateCa } from './private-ca.ts';

export interface TlsRegistry {
  host: string;
  username: string;
  password: string;
  /** Copies an image into this registry and returns its new reference. */
  copy: (source: string, name: string, podman: (args: string[]) => Promise<string>) => Promise<string>;
  close: () => Promise<void>;
}

/** A real docker-registry behind a certificate of the private authority. */
export async function startTlsRegistry({ dir, ca, port }: { dir: string; ca: PrivateCa; port: number }): Promise<TlsRegistry> {
  const [username, password] = ['tls-user', 'tls-registry-password'];
  const host = `localhost:${String(port)}`;
  const storage = path.join(dir, 'registry');
  await mkdir(storage, { recursive: true });
  await writeFile(path.join(dir, 'htpasswd'), `${username}:${await bcrypt.hash(password, 5)}\n`);
  await writeFile(path.join(dir, 'registry.yml'), `version: 0.1
log: {level: error}
storage: {filesystem: {rootdirectory: ${storage}}, delete: {enabled: true}}
http: {addr: "127.0.0.1:${String(port)}", tls: {certificate: ${ca.certFile}, key: ${ca.keyFile}}}
auth: {htpasswd: {realm: test, path: ${path.join(dir, 'htpasswd')}}}
`);
  const process = execa('docker-registry', ['serve', path.join(dir, 'registry.yml')], { reject: false, stdio: 'ignore' });
  await waitUntilItAnswers(host, ca);
  return {
    host,
    username,
    password,
    copy: async (source, name, podman) => {
      const target = `${host}/${name}:latest`;
      await podman(['pull', '-q', source]);
      await podman(['push', '-q', '--tls-verify=false', '--creds', `${username}:${password}`, source, target]);
      return target;
    },
    close: async () => {
      process.kill('SIGTERM');
      await process;
    },
  };
}

async function waitUntilItAnswers(host: string, ca: PrivateCa): Promise<void> {
  for (let attempt = 0; attempt < 120; attempt += 1) {
    const status = await new Promise<number>((resolve) => {
      request(`https://${host}/v2/`, { ca: ca.authority, family: 4 }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      }).on('error', () => resolve(0)).end();
    });
    if (status === 401) return;
    await sleep(500);
  }
  throw new Error(`The registry at ${host} did not start.`);
}
