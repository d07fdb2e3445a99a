import type { Check } from '../facts.ts';

export const mountPropagation: Check = {
  id: 'mounts',
  title: 'Shared mounts',
  judge({ isRootShared, isRootless }) {
    if (isRootShared) return { status: 'ok', detail: '/ is a shared mount.' };
    if (!isRootless) return { status: 'ok', detail: '/ is a private mount; podman as root does not need more.' };
    return { status: 'warning', detail: '/ is a private mount: podman of an ordinary user warns, and mounts made later are not seen in containers.', fix: 'As root: mount --make-rshared /' };
  },
};
