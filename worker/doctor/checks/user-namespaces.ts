import { NO_PROBE, type Check } from '../facts.ts';

export const userNamespaces: Check = {
  id: 'user-namespaces',
  title: 'User namespaces',
  judge({ userNamespaces: { max, isCloneAllowed, isRestrictedByAppArmor }, probe }) {
    if (max === 0) return { status: 'failed', detail: 'This host allows no user namespaces.', fix: 'sysctl -w user.max_user_namespaces=15000 (and in /etc/sysctl.d to keep it).' };
    if (isCloneAllowed === false) return { status: 'failed', detail: 'The kernel lets only root make user namespaces.', fix: 'sysctl -w kernel.unprivileged_userns_clone=1' };
    if ('error' in probe) return NO_PROBE;
    const inner = probe.unshare ?? '';
    if (/^\s*0\s+1000\s+1/.test(inner)) return { status: 'ok', detail: 'Builds make one inside their container.' };
    return {
      status: 'failed',
      detail: `A user namespace inside a container failed: ${inner.slice(0, 500)}`,
      fix: isRestrictedByAppArmor === true ? 'sysctl -w kernel.apparmor_restrict_unprivileged_userns=0' : 'Check the file capabilities of newuidmap in the builder image (below), and that no seccomp profile of the host forbids unshare.',
    };
  },
};
