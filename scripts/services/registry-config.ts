import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import bcrypt from 'bcryptjs';
import { stringify } from 'yaml';

import { REGISTRY_USER, readToken } from '#scripts/secrets.ts';

export interface RegistryFiles {
  configFile: string;
  /** Changes when the registry must be started anew. */
  fingerprint: string;
}

/** Writes the configuration and the log-in of the local registry; the log-in only when the password changed. */
export async function writeRegistryFiles(dataDir: string, port: number): Promise<RegistryFiles> {
  const dir = path.join(dataDir, 'registry');
  await mkdir(path.join(dir, 'storage'), { recursive: true, mode: 0o700 });
  const htpasswd = path.join(dir, 'htpasswd');
  await ensureHtpasswd(htpasswd, await readToken(dataDir, 'registry'));
  const config = stringify({
    version: '0.1',
    log: { level: 'warn', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: path.join(dir, 'storage') }, delete: { enabled: true } },
    http: { addr: `127.0.0.1:${port}`, secret: await ensureSecret(path.join(dir, 'http-secret')) },
    auth: { htpasswd: { realm: 'EE Foundry', path: htpasswd } },
  });
  const configFile = path.join(dir, 'config.yml');
  await writeFile(configFile, config, { mode: 0o600 });
  return { configFile, fingerprint: createHash('sha256').update(config).digest('hex').slice(0, 16) };
}

async function ensureHtpasswd(file: string, password: string): Promise<void> {
  const current = await readFile(file, 'utf8').catch(() => '');
  const hash = current.trim().slice(REGISTRY_USER.length + 1);
  if (hash !== '' && (await bcrypt.compare(password, hash))) return;
  await writeFile(file, `${REGISTRY_USER}:${await bcrypt.hash(password, 10)}\n`, { mode: 0o600 });
}

async function ensureSecret(file: string): Promise<string> {
  const current = await readFile(file, 'utf8').catch(() => '');
  if (current !== '') return current;
  const secret = randomBytes(24).toString('base64url');
  await writeFile(file, secret, { mode: 0o600 });
  return secret;
}
