import { access } from 'node:fs/promises';

import type { ScriptConfig } from '#scripts/config.ts';
import { run } from '#scripts/run.ts';
import { findCaBundle } from '#scripts/services/ca-bundle.ts';
import type { PodmanHost } from '#worker/podman/host.ts';

import { BUILDER_CONTENT } from './image-content.ts';
import { BUILDER_DIR, KEY_LABEL } from './make-image.ts';

export interface BuildFromBase {
  config: ScriptConfig;
  host: PodmanHost;
  /** A Debian- or RPM-based image of a registry. */
  base: string;
  name: string;
  key: string;
  signal?: AbortSignal | undefined;
}

const PIP_CONFIG = '/etc/pip.conf';

/**
 * Makes the first builder image from an image of a registry, with the package manager that is in there. Certificates and
 * pip's configuration come in as secrets: those leave no trace in the image.
 */
export async function buildFromBase(build: BuildFromBase): Promise<void> {
  const bundle = await findCaBundle(build.config);
  const secrets = [...(bundle === null ? [] : [`id=ca,src=${bundle}`]), ...((await exists(PIP_CONFIG)) ? [`id=pip,src=${PIP_CONFIG}`] : [])];
  await run(
    'podman',
    [
      'build', '--quiet', '--pull=missing', '--network=host', '--layers=false', '--file', `${BUILDER_DIR}/Containerfile`,
      '--build-arg', `BASE=${build.base}`,
      '--build-arg', `REQUIREMENTS=${BUILDER_CONTENT.requirements.join(' ')}`,
      '--label', `${KEY_LABEL}=${build.key}`,
      ...secrets.flatMap((secret) => ['--secret', secret]),
      '--tag', build.name, BUILDER_DIR,
    ],
    { env: build.host.env, signal: build.signal },
  );
  await run('podman', ['image', 'prune', '--force'], { env: build.host.env, signal: build.signal });
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(() => true, () => false);
}
