import type { Check } from '../facts.ts';

export const cgroups: Check = {
  id: 'cgroups',
  title: 'Control groups',
  judge({ cgroupMode, runtime, isRootless }) {
    if (cgroupMode === 'v2') return { status: 'ok', detail: `cgroups v2 with ${runtime}` };
    if (cgroupMode === 'none') return { status: 'failed', detail: 'No control groups are mounted: no limit can hold.', fix: 'Mount cgroups: boot with systemd, or `mount -t cgroup2 none /sys/fs/cgroup`.' };
    if (cgroupMode === 'hybrid' && runtime === 'crun') return { status: 'failed', detail: 'crun refuses hybrid control groups.', fix: 'apt-get install runc' };
    const detail = `cgroups ${cgroupMode === 'hybrid' ? 'hybrid (v1 controllers)' : 'v1'} with ${runtime}`;
    if (!isRootless) return { status: 'ok', detail };
    return { status: 'warning', detail: `${detail}: an ordinary user's podman cannot set limits here.`, fix: 'Boot with cgroups v2 (kernel argument systemd.unified_cgroup_hierarchy=1), or run the worker as root.' };
  },
};
