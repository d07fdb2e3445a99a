import semver from 'semver';

import type { Check } from '../facts.ts';

const MINIMUM = '4.3.0';

export const podmanVersion: Check = {
  id: 'podman',
  title: 'Podman',
  judge({ podman }) {
    if ('error' in podman) return { status: 'failed', detail: `podman does not work: ${podman.error}`, fix: 'apt-get install podman (or dnf install podman), then start the worker again.' };
    const version = semver.coerce(podman.version);
    if (version === null || semver.lt(version, MINIMUM)) return { status: 'failed', detail: `podman ${podman.version} is too old.`, fix: `Install podman ${MINIMUM} or newer.` };
    return { status: 'ok', detail: `podman ${podman.version}` };
  },
};
