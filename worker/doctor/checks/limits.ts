import { PROBE_MEMORY_MB } from '../probe.ts';
import { NO_PROBE, type Check } from '../facts.ts';

export const limits: Check = {
  id: 'limits',
  title: 'Limits of memory, CPU and processes hold',
  judge({ probe, isRootless }) {
    if ('error' in probe) return NO_PROBE;
    if (Number(probe.memory) === PROBE_MEMORY_MB * 1024 * 1024) return { status: 'ok', detail: `A container that may use ${PROBE_MEMORY_MB} MB has that limit.` };
    return {
      status: 'warning',
      detail: 'The memory limit does not reach the container: a build can use all memory and CPU of this host. Time, disk and process limits still hold.',
      fix: isRootless ? 'Boot with cgroups v2 and let systemd delegate: `loginctl enable-linger <user>`; or run the worker as root.' : 'Check that the memory and pids controllers are mounted below /sys/fs/cgroup.',
    };
  },
};
