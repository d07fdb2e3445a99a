import { isFixed } from '../versions.ts';
import type { Check } from '../facts.ts';

/** Container escapes: runc CVE-2024-21626 and CVE-2025-31133, -52565, -52881; crun CVE-2022-27650. */
const FIXED = { runc: ['1.2.8', '1.3.3'], crun: ['1.4.4'] } as const;

export const ociRuntime: Check = {
  id: 'runtime',
  title: 'Container runtime',
  judge({ podman, runtime }) {
    if ('error' in podman) return { status: 'unknown', detail: 'podman does not work.' };
    const { version, package: packageName } = podman.runtime;
    const name = `${runtime} ${version}${packageName === '' ? '' : ` (${packageName})`}`;
    if (isFixed(version, FIXED[runtime])) return { status: 'ok', detail: name };
    return {
      status: 'warning',
      detail: `${name}: its makers fixed known container escapes in ${FIXED[runtime].join(' and ')}. Distributions fix older versions under the same number. Builds run in a user namespace of their own, which takes the worst out of them.`,
      fix: `apt-get update && apt-get install --only-upgrade ${runtime}; then look the package up in your distribution's security tracker.`,
    };
  },
};
