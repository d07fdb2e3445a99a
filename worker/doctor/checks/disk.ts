import type { Check } from '../facts.ts';

const LOW_BYTES = 15e9;
const GB = 1e9;

export const disk: Check = {
  id: 'disk',
  title: 'Disk space',
  judge({ disk: { path, freeBytes, totalBytes }, limitGb }) {
    const detail = `${(freeBytes / GB).toFixed(0)} of ${(totalBytes / GB).toFixed(0)} GB are free for ${path}.`;
    const fix = 'Free space, move EEF_DATA_DIR to a larger disk, or remove storage volumes of slots (`podman volume rm`).';
    if (freeBytes < LOW_BYTES) return { status: 'failed', detail: `${detail} Builds need at least 15 GB.`, fix };
    if (freeBytes < limitGb * GB) return { status: 'warning', detail: `${detail} One build may use up to ${limitGb} GB (EEF_BUILD_DISK_GB).`, fix };
    return { status: 'ok', detail };
  },
};
