import semver from 'semver';

import { findVersion, isFixed } from '../versions.ts';
import type { Check, Judgement } from '../facts.ts';
import type { Probe } from '../probe.ts';

/** Container escapes while building: CVE-2024-1753, -9407, -9675, -11218. */
const BUILDAH_FIXED = ['1.33.12', '1.35.5', '1.37.6', '1.38.1'];
const BUILDER_MINIMUM = '3.2.0';
const FIX = 'Make it anew with `npm run up`, or build the definition ee_builder and name the result in EEF_BUILDER_IMAGE.';

export const builderImage: Check = {
  id: 'builder-image',
  title: 'Builder image',
  judge({ builderImage: { name, id }, probe }) {
    if (id === null) return { status: 'failed', detail: `${name} is not in this worker's storage.`, fix: FIX };
    if ('error' in probe) return { status: 'unknown', detail: `${name} is there; what is in it could not be read.` };
    const wrong = problems(probe);
    const detail = `${name} (${id.slice(0, 12)}): ${probe.os ?? ''}; ${versions(probe)}`;
    if (wrong.length === 0) return { status: 'ok', detail };
    return { status: 'failed', detail: `${detail}. ${wrong.join('. ')}.`, fix: FIX };
  },
};

/** A container with everything that a build has. */
export const trial: Check = {
  id: 'trial',
  title: 'A build container starts',
  judge({ probe }): Judgement {
    if ('error' in probe) return { status: 'failed', detail: probe.error.slice(0, 2000), fix: 'Follow the other fixes of this list; then run `npm run doctor` again.' };
    return { status: 'ok', detail: `Its devices: ${(probe.devices ?? '').replaceAll(';', ' ')}` };
  },
};

function problems(probe: Probe): string[] {
  const missing = probe.tools ?? '';
  const judged: [boolean, string][] = [
    [isFixed(findVersion(probe.buildah) ?? '', BUILDAH_FIXED), `buildah must be ${BUILDAH_FIXED.join(', ')} or newer of these series: older ones have known container escapes`],
    [semver.gte(semver.coerce(probe['ansible-builder']) ?? '0.0.0', BUILDER_MINIMUM), `ansible-builder must be ${BUILDER_MINIMUM} or newer`],
    [findVersion(probe['ansible-core']) !== null, 'ansible-core is missing'],
    [findVersion(probe.skopeo) !== null, 'skopeo is missing'],
    [missing === '', `these programs are missing: ${missing}`],
  ];
  return judged.filter(([isFine]) => !isFine).map(([, problem]) => problem);
}

function versions(probe: Probe): string {
  const names = ['podman', 'buildah', 'skopeo', 'ansible-builder', 'ansible-core'] as const;
  return names.map((name) => `${name} ${findVersion(probe[name]) ?? 'missing'}`).join(', ');
}
