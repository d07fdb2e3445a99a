import type { Check } from '../facts.ts';

export const dashboard: Check = {
  id: 'dashboard',
  title: 'Dashboard',
  judge({ server }) {
    if (server.status !== null && server.status < 500) return { status: 'ok', detail: `${server.address} answers.` };
    return { status: 'failed', detail: `${server.address}: ${server.status === null ? server.error : `status ${server.status}`}`, fix: 'Start it with `npm run up`, or set EEF_SERVER_URL to where this worker reaches it.' };
  },
};
