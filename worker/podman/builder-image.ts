import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { WorkerConfig } from '#worker/config.ts';
import type { LocalPodman } from './create-driver.ts';
import { podmanError } from './errors.ts';

const REGISTRY_USER = 'ee-foundry';
const PULL_TIMEOUT_MS = 30 * 60_000;

/**
 * Fetches the builder image unless it is in this worker's storage: from the local registry with its log-in, from
 * another one without. Returns what was done. @throws DriverError
 */
export async function ensureBuilderImage(config: WorkerConfig, podman: LocalPodman): Promise<'there' | 'pulled'> {
  const image = config.builderImage;
  const found = await podman.run('podman', ['image', 'exists', image]);
  if (found.exitCode === 0) return 'there';
  const dir = path.join(podman.host.runRoot, `pull-${process.pid}`);
  const authFile = path.join(dir, 'auth.json');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  try {
    await writeFile(authFile, JSON.stringify({ auths: await readLogins(config) }), { mode: 0o600 });
    const pulled = await podman.run('podman', ['pull', '--quiet', `--authfile=${authFile}`, image], { timeoutMs: PULL_TIMEOUT_MS, env: networkOf(config) });
    if (pulled.exitCode !== 0) throw podmanError(`fetch the builder image ${image}`, pulled.stderr);
    return 'pulled';
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function readLogins(config: WorkerConfig): Promise<Record<string, { auth: string }>> {
  if (config.localRegistry === null || !config.builderImage.startsWith(`${config.localRegistry}/`)) return {};
  const password = (await readFile(path.join(config.dataDir, 'tokens/registry'), 'utf8')).trim();
  return { [config.localRegistry]: { auth: Buffer.from(`${REGISTRY_USER}:${password}`).toString('base64') } };
}

function networkOf(config: WorkerConfig): Record<string, string> {
  const proxy = config.siteProxy;
  return {
    ...(config.caBundle === null ? {} : { SSL_CERT_FILE: config.caBundle }),
    ...(proxy === null ? {} : { https_proxy: proxy.url, http_proxy: proxy.url, no_proxy: ['localhost', '127.0.0.1', ...proxy.noProxy].join(',') }),
  };
}
