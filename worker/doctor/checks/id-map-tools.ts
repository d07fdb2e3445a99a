import { NO_PROBE, type Check } from '../facts.ts';

const RANGES = ['root:1:65535', 'podman:1:999', 'podman:1001:64535'];

export const idMapTools: Check = {
  id: 'newuidmap',
  title: 'newuidmap and id ranges in the builder image',
  judge({ probe }) {
    if ('error' in probe) return NO_PROBE;
    const caps = probe.filecaps ?? '';
    const fix = 'Make the builder image anew from the definition ee_builder that the dashboard ships.';
    if (!/newuidmap.*cap_setuid/.test(caps) || !/newgidmap.*cap_setgid/.test(caps)) return { status: 'failed', detail: `newuidmap or newgidmap has no file capability: ${caps.slice(0, 500)}`, fix };
    const ranges = (probe.subuid ?? '').split(';').map((line) => line.trim());
    if (!RANGES.slice(1).every((range) => ranges.includes(range))) return { status: 'warning', detail: `/etc/subuid of the builder image is not ${RANGES.join(', ')}: files with high ids may fail to unpack.`, fix };
    return { status: 'ok', detail: `File capabilities are set; ids: ${ranges.filter((range) => range !== '').join(', ')}` };
  },
};
