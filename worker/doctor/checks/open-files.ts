import type { Check } from '../facts.ts';

const ENOUGH = 8192;

export const openFiles: Check = {
  id: 'open-files',
  title: 'Open files',
  judge({ openFiles: files }) {
    if (files >= ENOUGH) return { status: 'ok', detail: `Up to ${files} per process.` };
    return { status: 'warning', detail: `Only ${files} per process: large builds may fail with "too many open files".`, fix: 'Raise the hard limit: LimitNOFILE= of the service, or /etc/security/limits.conf.' };
  },
};
