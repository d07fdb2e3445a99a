import type { Check } from '../facts.ts';

export const accessControl: Check = {
  id: 'access-control',
  title: 'SELinux, AppArmor, seccomp',
  judge({ podman }) {
    if ('error' in podman) return { status: 'unknown', detail: 'podman does not work.' };
    const parts = [
      podman.selinux === 'off' ? 'SELinux is off' : `SELinux is ${podman.selinux}: build containers run without a label of their own`,
      `AppArmor is ${podman.hasAppArmor ? 'on' : 'off'}`,
      `seccomp is ${podman.hasSeccomp ? 'on' : 'off'}`,
    ];
    if (podman.hasSeccomp) return { status: 'ok', detail: parts.join('; ') };
    return { status: 'failed', detail: parts.join('; '), fix: 'Install a podman that is built with seccomp, and golang-github-containers-common (containers-common) for its profile.' };
  },
};
