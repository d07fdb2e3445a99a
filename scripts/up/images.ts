import { run } from '#scripts/run.ts';
import type { ScriptConfig } from '#scripts/config.ts';
import { readAptSources, type AptSources } from '#scripts/images/apt-sources.ts';
import { buildFromBase } from '#scripts/images/build-from-base.ts';
import { BASE_CONTENT, BUILDER_CONTENT } from '#scripts/images/image-content.ts';
import { contentKey, findStoredKey, makeImage } from '#scripts/images/make-image.ts';
import { pushImage } from '#scripts/images/push-image.ts';
import { readImageState, writeImageState } from '#scripts/images/image-state.ts';
import { findTagDigest } from '#scripts/services/registry.ts';
import type { PodmanHost } from '#worker/podman/host.ts';

import { readHostSuite } from './system-packages.ts';

export const BUILDER_IMAGE = 'localhost/ee-builder:first';
const FROM_BASE_FILES = ['Containerfile', 'install-from-base.sh', 'setup.sh', 'containers.conf', 'storage.conf'];
export const BASE_REPOSITORY = 'ee-minimal';

/** The first builder image; EEF_BUILDER_IMAGE names another one and EEF_BUILDER_BASE_IMAGE another base for it. */
export async function ensureBuilderImage(config: ScriptConfig, host: PodmanHost, signal?: AbortSignal): Promise<string> {
  if (config.settings.EEF_BUILDER_IMAGE !== undefined) return `${config.settings.EEF_BUILDER_IMAGE} by EEF_BUILDER_IMAGE`;
  const base = config.settings.EEF_BUILDER_BASE_IMAGE;
  const sources = base === undefined ? await readSources() : null;
  const content = base === undefined ? BUILDER_CONTENT : { ...BUILDER_CONTENT, files: FROM_BASE_FILES };
  const key = await contentKey(content, [JSON.stringify(sources), base ?? '']);
  if ((await findStoredKey(BUILDER_IMAGE, host.env)) === key) return 'unchanged';
  refuseOffline(config, 'builder image');
  if (sources === null) await buildFromBase({ config, host, base: base ?? '', name: BUILDER_IMAGE, key, signal });
  else await makeImage({ name: BUILDER_IMAGE, content: BUILDER_CONTENT, sources, podmanEnv: host.env, signal }, key);
  return 'made';
}

/** The starter base image in the local registry; EEF_BASE_IMAGE names another one. */
export async function ensureStarterBase(config: ScriptConfig, host: PodmanHost, signal?: AbortSignal): Promise<string> {
  if (config.settings.EEF_BASE_IMAGE !== undefined) return `${config.settings.EEF_BASE_IMAGE} by EEF_BASE_IMAGE`;
  if (config.localRegistry === null) return 'none: with EEF_REGISTRY each definition names its base, or EEF_BASE_IMAGE does';
  const sources = await readSources();
  const key = await contentKey(BASE_CONTENT, [JSON.stringify(sources), config.localRegistry]);
  const registry = { dataDir: config.dataDir, port: config.settings.EEF_REGISTRY_PORT };
  const state = await readImageState(config.dataDir, BASE_REPOSITORY);
  if (state?.key === key && (await findTagDigest(registry, BASE_REPOSITORY, 'latest')) === state.digest) return 'unchanged';
  refuseOffline(config, 'starter base image');
  const localName = `localhost/${BASE_REPOSITORY}:new`;
  await makeImage({ name: localName, content: BASE_CONTENT, sources, podmanEnv: host.env, signal }, key);
  await pushImage({ dataDir: config.dataDir, localName, registry: config.localRegistry, destination: `${config.localRegistry}/${BASE_REPOSITORY}:latest`, podmanEnv: host.env, signal });
  await run('podman', ['rmi', '--force', localName], { env: host.env, signal });
  await writeImageState(config.dataDir, BASE_REPOSITORY, { key, digest: (await findTagDigest(registry, BASE_REPOSITORY, 'latest')) ?? '' });
  return 'made and pushed';
}

function refuseOffline(config: ScriptConfig, what: string): void {
  if (config.settings.EEF_OFFLINE) throw new Error(`The ${what} must be made, and EEF_OFFLINE forbids to fetch what goes into it.`);
}

async function readSources(): Promise<AptSources> {
  const suite = await readHostSuite();
  if (suite !== null) return readAptSources(suite);
  throw new Error('This machine is not Debian, so no image can be made from its packages: set EEF_BASE_IMAGE and EEF_BUILDER_BASE_IMAGE (or EEF_BUILDER_IMAGE).');
}
