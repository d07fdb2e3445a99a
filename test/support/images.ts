import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Platform } from './platform.ts';

const RPM_BASE = 'test/support/rpm-base.Containerfile';

/** An image in the local registry with one file, /marker; returns its reference. */
export async function ensureMarkerImage({ podman, registry }: Platform): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'eef-marker-'));
  try {
    await writeFile(path.join(dir, 'marker'), 'marker\n');
    await writeFile(path.join(dir, 'Containerfile'), 'FROM scratch\nCOPY marker /marker\n');
    return await publish({ podman, reference: `${registry}/marker:1`, args: [dir] });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** The RPM-like base of rpm-base.Containerfile in the local registry; returns its reference. */
export async function ensureRpmBase({ podman, registry, base, caBundle }: Platform): Promise<string> {
  await podman(['pull', '-q', base]);
  // The tag follows the content: a worker's storage may hold the base of an earlier run.
  const version = createHash('sha256').update(await readFile(RPM_BASE)).digest('hex').slice(0, 12);
  return publish({ podman, reference: `${registry}/rpm-base:${version}`, args: ['--network=host', '--build-arg', `BASE=${base}`, '-v', `${caBundle}:/host-bundle.crt:ro`, '-f', RPM_BASE, 'test/support'] });
}

async function publish({ podman, reference, args }: { podman: Platform['podman']; reference: string; args: string[] }): Promise<string> {
  await podman(['build', '-q', '--layers', '-t', reference, ...args]);
  await podman(['push', '-q', reference]);
  return reference;
}
