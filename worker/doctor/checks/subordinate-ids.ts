import type { Check } from '../facts.ts';

const NEEDED = 65_536;

export const subordinateIds: Check = {
  id: 'subordinate-ids',
  title: 'Ranges of user and group ids',
  judge({ isRootless, subordinate: { uids, gids }, user }) {
    if (!isRootless) return { status: 'ok', detail: 'podman runs as root: every storage volume gets a range of its own.' };
    if (uids >= NEEDED && gids >= NEEDED) return { status: 'ok', detail: `${user} has ${uids} user ids and ${gids} group ids; all slots share them.` };
    return {
      status: 'failed',
      detail: `${user} has ${uids} subordinate user ids and ${gids} group ids; ${NEEDED} of each are needed.`,
      fix: `As root: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${user}; then as ${user}: podman system migrate`,
    };
  },
};
