import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { run } from '#scripts/run.ts';
import { REGISTRY_USER, readToken } from '#scripts/secrets.ts';

export interface PushImage {
  dataDir: string;
  localName: string;
  registry: string;
  destination: string;
  podmanEnv: Record<string, string>;
  signal?: AbortSignal | undefined;
}

/** Pushes an image of the local storage to the local registry with its log-in. */
export async function pushImage(push: PushImage): Promise<void> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'ee-foundry-push-'));
  try {
    const authFile = path.join(scratch, 'auth.json');
    const auth = Buffer.from(`${REGISTRY_USER}:${await readToken(push.dataDir, 'registry')}`).toString('base64');
    await writeFile(authFile, JSON.stringify({ auths: { [push.registry]: { auth } } }), { mode: 0o600 });
    await run('podman', ['push', '--quiet', '--tls-verify=false', '--authfile', authFile, push.localName, push.destination], { env: push.podmanEnv, signal: push.signal });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
