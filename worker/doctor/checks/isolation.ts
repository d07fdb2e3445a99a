import { NO_PROBE, type Check } from '../facts.ts';

/** SETUID, SETGID and SYS_CHROOT. */
const CAP_BOUND = 0x400c0n;

export const isolation: Check = {
  id: 'isolation',
  title: 'Build containers have few rights',
  judge({ probe }) {
    if ('error' in probe) return NO_PROBE;
    const wrong = [
      ...(BigInt(`0x${probe.capbnd ?? '0'}`) === CAP_BOUND ? [] : [`capabilities ${probe.capbnd ?? 'unknown'} instead of 400c0`]),
      ...(probe.seccomp === '2' ? [] : ['no seccomp filter']),
      ...(/^\s*0\s+0\s+4294967295/.test(probe.uidmap ?? '') ? ["the host's own user ids"] : []),
    ];
    if (wrong.length === 0) return { status: 'ok', detail: `Capabilities SETUID, SETGID, SYS_CHROOT; seccomp filter; own user namespace (${(probe.uidmap ?? '').replaceAll(/\s+/g, ' ').trim()})` };
    return { status: 'failed', detail: `A build container has ${wrong.join(', ')}.`, fix: 'Take the changes out of containers.conf and the seccomp profile of this host; install podman with libseccomp.' };
  },
};
