import type { Check } from '../facts.ts';

export const galaxy: Check = {
  id: 'galaxy',
  title: "The dashboard's Galaxy endpoint",
  judge({ galaxy: found }) {
    if (found.status !== null && found.status < 500) return { status: 'ok', detail: `${found.address} answers.` };
    return { status: 'warning', detail: `${found.address}: ${found.status === null ? found.error : `status ${found.status}`}. Uploaded collections cannot be used.`, fix: 'Start the dashboard with `npm run up`, or set EEF_GALAXY_URL to where this worker reaches it.' };
  },
};
