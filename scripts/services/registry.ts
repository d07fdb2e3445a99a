import path from 'node:path';

import { REGISTRY_USER, readToken } from '#scripts/secrets.ts';

import { findRunning, lastLogLines, startDaemon, stopDaemon, waitUntil } from './daemon.ts';
import { writeRegistryFiles } from './registry-config.ts';

export interface RegistryService {
  dataDir: string;
  port: number;
  /** Path of Debian's docker-registry program. */
  program: string;
  environment: Record<string, string>;
}

/** Starts the local registry unless it runs already; returns once it answers with its log-in. */
export async function ensureRegistry(service: RegistryService): Promise<'started' | 'running'> {
  const runDir = path.join(service.dataDir, 'run');
  const files = await writeRegistryFiles(service.dataDir, service.port);
  const running = await findRunning(runDir, 'registry');
  if (running?.fingerprint === files.fingerprint && (await answers(service))) return 'running';
  await stopDaemon(runDir, 'registry', 10_000);
  await startDaemon(runDir, {
    name: 'registry',
    program: service.program,
    args: ['serve', files.configFile],
    cwd: service.dataDir,
    // Without OTEL_* and REGISTRY_* of the caller: the registry lets the environment override its configuration.
    env: Object.fromEntries(Object.entries(service.environment).filter(([name]) => !/^(OTEL|REGISTRY)_/.test(name))),
    fingerprint: files.fingerprint,
  });
  if (await waitUntil(() => answers(service), 30_000)) return 'started';
  throw new Error(`The local registry does not answer on 127.0.0.1:${service.port}. Its last lines:\n${await lastLogLines(runDir, 'registry', 15)}`);
}

/** Digest of a tag in the local registry, null where there is none. */
export async function findTagDigest(service: Pick<RegistryService, 'dataDir' | 'port'>, repository: string, tag: string): Promise<string | null> {
  const accept = ['application/vnd.oci.image.manifest.v1+json', 'application/vnd.docker.distribution.manifest.v2+json'].join(', ');
  const response = await request(service, `/v2/${repository}/manifests/${tag}`, { method: 'HEAD', headers: { accept } });
  return response.ok ? response.headers.get('docker-content-digest') : null;
}

async function answers(service: RegistryService): Promise<boolean> {
  try {
    return (await request(service, '/v2/', {})).ok;
  } catch {
    return false;
  }
}

async function request(service: Pick<RegistryService, 'dataDir' | 'port'>, route: string, init: RequestInit): Promise<Response> {
  const login = Buffer.from(`${REGISTRY_USER}:${await readToken(service.dataDir, 'registry')}`).toString('base64');
  const headers = new Headers(init.headers);
  headers.set('authorization', `Basic ${login}`);
  return fetch(`http://127.0.0.1:${service.port}${route}`, { ...init, headers, signal: AbortSignal.timeout(5000) });
}
