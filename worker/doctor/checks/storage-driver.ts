import { NO_PROBE, type Check, type Judgement } from '../facts.ts';

export const storageDriver: Check = {
  id: 'storage-driver',
  title: 'Storage driver inside builds',
  judge({ probe, kernel, isRootless }) {
    if ('error' in probe) return NO_PROBE;
    const [driver = '', options = '', status = ''] = (probe.storage ?? '').split('|');
    if (driver === 'overlay' && !options.includes('mount_program') && !status.includes('overlayfs')) return { status: 'ok', detail: 'native overlay' };
    return slower(driver, options, isRootless ? `kernel ${kernel}, ordinary user` : `kernel ${kernel}`);
  },
};

function slower(driver: string, options: string, host: string): Judgement {
  const fix = 'Use kernel 5.13 or newer and put the data directory on ext4 or xfs (xfs with ftype=1), not on overlay or NFS.';
  if (driver === 'overlay' && options.includes('mount_program')) return { status: 'warning', detail: `fuse-overlayfs (${host}): builds work, slower.`, fix };
  if (driver === 'overlay') return { status: 'warning', detail: `overlay upon overlay (${host}): builds are 5 to 8 times slower.`, fix };
  if (driver === 'vfs') return { status: 'warning', detail: `vfs (${host}): every layer is copied whole, slow and large.`, fix };
  return { status: 'failed', detail: `podman inside the container does not work: ${driver.slice(0, 500)}`, fix: 'Make the builder image anew with `npm run up`.' };
}
